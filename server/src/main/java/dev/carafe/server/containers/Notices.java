package dev.carafe.server.containers;

/// What people who watch a run should know. Must not block.
@FunctionalInterface
public interface Notices {
  void starting(ContainerRecord container);
}

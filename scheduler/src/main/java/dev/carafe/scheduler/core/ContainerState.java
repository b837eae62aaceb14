package dev.carafe.scheduler.core;

/// The life of a container. All but `PENDING` hold their node's CPU, memory and GPU indices.
public enum ContainerState {
  /// Wanted, but not placed on a node; always with a reason.
  PENDING,
  PULLING_IMAGE,
  STARTING,
  ENTERING,
  IDLE,
  BUSY,
  /// Takes no new inputs; running ones finish.
  DRAINING,
  /// Runs its `@Exit` hooks and final commits, or is being killed.
  EXITING
}

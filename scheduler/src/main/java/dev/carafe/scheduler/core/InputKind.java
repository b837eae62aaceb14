package dev.carafe.scheduler.core;

/// How an input was called; limits and retries depend on it.
public enum InputKind {
  REMOTE,
  MAP,
  SPAWN,
  /// Streamed items; never run a second time once it has begun.
  GENERATOR
}

package dev.carafe.agent.logs;

import dev.carafe.protocol.proto.InputKey;
import java.time.Instant;
import java.util.Optional;

/// The input that a thread works for: set around the user's method, and seen by what that calls on
/// the same thread.
public final class CurrentInput {
  /// Bound on threads that work for an input.
  public static final ScopedValue<CurrentInput> SCOPE = ScopedValue.newInstance();

  private final InputKey key;
  private final Optional<Instant> deadline;
  private final Lines lines = new Lines();

  public CurrentInput(InputKey key, Optional<Instant> deadline) {
    this.key = key;
    this.deadline = deadline;
  }

  public InputKey key() {
    return key;
  }

  /// When this attempt times out.
  public Optional<Instant> deadline() {
    return deadline;
  }

  Lines lines() {
    return lines;
  }
}

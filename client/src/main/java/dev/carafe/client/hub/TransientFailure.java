package dev.carafe.client.hub;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may go well the next time; `after` is how long the hub asks to wait.
final class TransientFailure extends Exception {
  private final Optional<Duration> after;
  private final boolean progressed;

  TransientFailure(String message, Optional<Duration> after) {
    super(message);
    this.after = after;
    this.progressed = false;
  }

  TransientFailure(String message, boolean progressed, @Nullable Throwable cause) {
    super(message, cause);
    this.after = Optional.empty();
    this.progressed = progressed;
  }

  Optional<Duration> after() {
    return after;
  }

  /// Whether much came before it failed.
  boolean progressed() {
    return progressed;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

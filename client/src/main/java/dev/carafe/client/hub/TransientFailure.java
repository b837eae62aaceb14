package dev.carafe.client.hub;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may go well the next time.
final class TransientFailure extends Exception {
  /// What to do before it is tried again.
  private sealed interface Next {
    /// Wait, as long as the hub asks.
    record Wait(Optional<Duration> asked) implements Next {}

    /// Go on: much came before it failed.
    record GoOn() implements Next {}

    /// Ask the hub for another link, once.
    record NewLink() implements Next {}
  }

  private final Next next;

  private TransientFailure(String message, Next next, @Nullable Throwable cause) {
    super(message, cause);
    this.next = next;
  }

  TransientFailure(String message) {
    this(message, new Next.Wait(Optional.empty()), null);
  }

  TransientFailure(String message, Optional<Duration> asked) {
    this(message, new Next.Wait(asked), null);
  }

  TransientFailure(String message, boolean progressed, @Nullable Throwable cause) {
    this(message, progressed ? new Next.GoOn() : new Next.Wait(Optional.empty()), cause);
  }

  /// Another host refuses what the hub sent us to it with.
  static TransientFailure refusedLink(String message) {
    return new TransientFailure(message, new Next.NewLink(), null);
  }

  /// How long the hub asks to wait.
  Optional<Duration> after() {
    return switch (next) {
      case Next.Wait(Optional<Duration> asked) -> asked;
      case Next.GoOn() -> Optional.empty();
      case Next.NewLink() -> Optional.of(Duration.ZERO);
    };
  }

  /// Whether much came before it failed.
  boolean progressed() {
    return next instanceof Next.GoOn;
  }

  boolean isRefusedLink() {
    return next instanceof Next.NewLink;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.carafe.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The containers did not start: an `@Enter` hook threw or took too long, or the process ended. The
/// cause is the hook's exception.
public final class EnterFailedException extends CarafeException {
  private final List<String> logTail;

  EnterFailedException(String message, @Nullable Throwable cause, List<String> logTail) {
    super(message, cause);
    this.logTail = List.copyOf(logTail);
  }

  /// The last log lines of the last container, oldest first.
  public List<String> logTail() {
    return logTail;
  }
}

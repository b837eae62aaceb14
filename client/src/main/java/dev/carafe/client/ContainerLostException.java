package dev.carafe.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every container the input was given to was lost: it crashed, was killed (out of memory says so),
/// or its node went away.
public final class ContainerLostException extends CarafeException {
  private final List<String> logTail;

  ContainerLostException(String message, @Nullable Throwable cause, List<String> logTail) {
    super(message, cause);
    this.logTail = List.copyOf(logTail);
  }

  /// The last log lines of the last container, oldest first.
  public List<String> logTail() {
    return logTail;
  }
}

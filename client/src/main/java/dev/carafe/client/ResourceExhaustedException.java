package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// A limit was reached; the message has its name.
public final class ResourceExhaustedException extends CarafeException {
  public ResourceExhaustedException(String message) {
    super(message, null);
  }

  public ResourceExhaustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

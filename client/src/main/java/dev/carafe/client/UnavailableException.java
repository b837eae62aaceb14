package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The server cannot be reached, or cannot serve now.
public final class UnavailableException extends CarafeException {
  public UnavailableException(String message) {
    super(message, null);
  }

  public UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The deployed method takes or returns other types than the caller's class says.
public final class SignatureMismatchException extends CarafeException {
  public SignatureMismatchException(String message) {
    super(message, null);
  }

  public SignatureMismatchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

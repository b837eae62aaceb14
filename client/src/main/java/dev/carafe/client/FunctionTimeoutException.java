package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The method ran past its timeout, on its last attempt.
public final class FunctionTimeoutException extends CarafeException {
  public FunctionTimeoutException(String message) {
    super(message, null);
  }

  public FunctionTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

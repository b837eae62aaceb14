package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The call was cancelled: by its caller, by an operator, or because its caller was interrupted.
public final class CallCancelledException extends CarafeException {
  public CallCancelledException(String message) {
    super(message, null);
  }

  public CallCancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The result is no longer kept: results are kept for seven days.
public final class ResultExpiredException extends CarafeException {
  public ResultExpiredException(String message) {
    super(message, null);
  }

  public ResultExpiredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

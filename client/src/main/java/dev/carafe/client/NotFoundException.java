package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// There is no app, function, call, Volume or secret of that name; the message lists the nearest.
public final class NotFoundException extends CarafeException {
  public NotFoundException(String message) {
    super(message, null);
  }

  public NotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The token's role does not allow this.
public final class PermissionDeniedException extends CarafeException {
  public PermissionDeniedException(String message) {
    super(message, null);
  }

  public PermissionDeniedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

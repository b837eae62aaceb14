package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// What was asked for cannot be: a wrong parameter, an argument that cannot travel, a lambda where
/// a method reference belongs.
public final class InvalidException extends CarafeException {
  public InvalidException(String message) {
    super(message, null);
  }

  public InvalidException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The root of everything Carafe throws at a caller. The message says what was done, why it cannot
/// work, the edit to make, and what was found instead.
public class CarafeException extends RuntimeException {
  public CarafeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

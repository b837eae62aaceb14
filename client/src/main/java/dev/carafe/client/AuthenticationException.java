package dev.carafe.client;

import org.jspecify.annotations.Nullable;

/// The server does not know the token, or wants one and got none.
public final class AuthenticationException extends CarafeException {
  public AuthenticationException(String message) {
    super(message, null);
  }

  public AuthenticationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.server;

/// The server cannot start or go on; the message says why and what to do.
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ServerException(String message) {
    super(message);
  }

  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.scheduler.store;

/// The database refused; the message says what we tried and what it said.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.carafe.model.spi;

/// An engine could not do what was asked; the message says what, on which container, why and what
/// to do.
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  public EngineException(String message) {
    super(message);
  }
}

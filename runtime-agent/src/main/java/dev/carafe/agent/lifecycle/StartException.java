package dev.carafe.agent.lifecycle;

/// The user's class could not be brought to life, for a reason that is not an exception of its own.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}

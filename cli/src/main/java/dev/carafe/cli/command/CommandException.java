package dev.carafe.cli.command;

/// The command could not do what it was asked: ends with exit code 1. The message is all a person
/// needs.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}

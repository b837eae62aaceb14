package dev.carafe.cli.command;

/// The command line was wrong: ends with exit code 2.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}

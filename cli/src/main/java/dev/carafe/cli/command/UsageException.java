package dev.carafe.cli.command;

/// The command line was wrong: ends with exit code 2.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String helpCommand;

  public UsageException(String message) {
    this(message, "");
  }

  /// One whose help is not that of the command itself: `carafe run Demo.java::main`.
  UsageException(String message, String helpCommand) {
    super(message);
    this.helpCommand = helpCommand;
  }

  /// The command whose help tells more; empty for the one that was typed.
  String helpCommand() {
    return helpCommand;
  }
}

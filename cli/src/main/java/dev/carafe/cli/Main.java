package dev.carafe.cli;

import dev.carafe.cli.command.CommandLineStart;

/// The `carafe` command.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLineStart.run(arguments));
  }
}

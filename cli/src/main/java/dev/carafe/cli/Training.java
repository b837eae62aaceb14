package dev.carafe.cli;

import dev.carafe.cli.command.CommandLineStart;

/// Does what most commands do, so that an AOT cache learns which classes they need. The launcher
/// runs it once after a build, in the background; it changes nothing.
public final class Training {
  private static final String[][] COMMANDS = {
    {"--help"},
    {"run", "--help"},
    {"volume", "put", "--help"},
    {"server", "--help"},
    {"run", "/no/such/target"},
    {"nonsense"}
  };

  private Training() {}

  public static void main(String[] arguments) {
    for (String[] command : COMMANDS) {
      CommandLineStart.run(command);
    }
  }
}

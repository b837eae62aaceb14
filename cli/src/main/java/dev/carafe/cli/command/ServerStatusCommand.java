package dev.carafe.cli.command;

import dev.carafe.cli.output.StatusPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows what a server says about itself.
@Command(
    name = "status",
    description = "Show the address, engine and load of the server.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe server status", "  carafe server status --json"})
final class ServerStatusCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  ServerStatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      StatusPrinter.print(shell.terminal(), server.control().status(), json.json);
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.SecretsPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists secrets.
@Command(
    name = "list",
    description = "List secrets: names and keys, never values.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe secret list --json"})
final class SecretListCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  SecretListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      SecretsPrinter.LISTING.print(shell.terminal(), server.control().secrets(), json.json);
    }
    return 0;
  }
}

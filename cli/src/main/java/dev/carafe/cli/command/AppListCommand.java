package dev.carafe.cli.command;

import dev.carafe.cli.output.AppsPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists apps.
@Command(
    name = "list",
    description = "List the apps of the server.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe app list", "  carafe app list --json"})
final class AppListCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  AppListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      AppsPrinter.LISTING.print(shell.terminal(), server.control().apps(), json.json);
    }
    return 0;
  }
}

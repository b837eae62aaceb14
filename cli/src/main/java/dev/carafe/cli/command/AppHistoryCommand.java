package dev.carafe.cli.command;

import dev.carafe.cli.output.HistoryPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists the versions of an app.
@Command(
    name = "history",
    description = "List the versions of an app, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe app history embeddings"})
final class AppHistoryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "APP", description = "The app.")
  String app = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  AppHistoryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      HistoryPrinter.LISTING.print(shell.terminal(), server.control().history(app), json.json);
    }
    return 0;
  }
}

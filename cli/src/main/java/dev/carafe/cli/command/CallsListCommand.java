package dev.carafe.cli.command;

import dev.carafe.cli.output.CallsPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists calls.
@Command(
    name = "list",
    description = "List calls, the newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe calls list --app embeddings --json"})
final class CallsListCommand implements Callable<Integer> {
  @Option(
      names = "--app",
      description = "Only those of one app.",
      paramLabel = "APP",
      defaultValue = "")
  String app = "";

  @Option(
      names = "--limit",
      description = "How many at most.",
      paramLabel = "N",
      defaultValue = "50")
  int limit;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  CallsListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit is a number from 1 on, and not %d.".formatted(limit));
    }
    try (Carafe server = shell.connect()) {
      CallsPrinter.LISTING.print(shell.terminal(), server.control().calls(app, limit), json.json);
    }
    return 0;
  }
}

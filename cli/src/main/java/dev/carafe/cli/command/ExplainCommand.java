package dev.carafe.cli.command;

import dev.carafe.cli.output.TimelinePrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows where the time of a call went.
@Command(
    name = "explain",
    description = "Show where the time of a call went.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe explain ca-1f2e"})
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CALL_ID",
      description = "The call, as in carafe calls list.")
  String call = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      TimelinePrinter.print(shell.terminal(), server.control().explain(call), json.json);
    }
    return 0;
  }
}

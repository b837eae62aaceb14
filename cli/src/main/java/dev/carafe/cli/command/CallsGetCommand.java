package dev.carafe.cli.command;

import dev.carafe.cli.output.ResultPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Waits for a spawned call and prints its result.
@Command(
    name = "get",
    description = "Wait for a spawned call and print its result.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe calls get ca-1f2e"})
final class CallsGetCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CALL_ID",
      description = "The call, as in carafe calls list.")
  String call = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  CallsGetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      ResultPrinter.print(shell.terminal(), server.callJson(call).get());
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Cancels a call.
@Command(
    name = "cancel",
    description = "Cancel a call: queued inputs end, running ones are interrupted.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe calls cancel ca-1f2e"})
final class CallsCancelCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CALL_ID",
      description = "The call, as in carafe calls list.")
  String call = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  CallsCancelCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      boolean running = server.control().cancel(call);
      shell
          .terminal()
          .say(running ? "Cancelled %s.".formatted(call) : "%s had already ended.".formatted(call));
    }
    return 0;
  }
}

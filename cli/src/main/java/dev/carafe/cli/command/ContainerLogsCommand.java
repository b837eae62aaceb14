package dev.carafe.cli.command;

import dev.carafe.cli.output.LogPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.LogQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a container wrote.
@Command(
    name = "logs",
    description = "Show what a container wrote.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe container logs ct-1f2e -f"})
final class ContainerLogsCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CONTAINER",
      description = "The id of the container, as in carafe container list.")
  String container = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for more lines until Ctrl-C.")
  boolean follow;

  @Option(
      names = "--tail",
      description = "Only the last N lines.",
      paramLabel = "N",
      defaultValue = "0")
  int tail;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ContainerLogsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var printer = new LogPrinter(shell.terminal());
    try (Carafe server = shell.connect()) {
      server
          .control()
          .logs(
              LogQuery.ofContainer(container, tail, follow),
              line -> printer.result(line.function(), line.error(), line.text()));
    }
    return 0;
  }
}

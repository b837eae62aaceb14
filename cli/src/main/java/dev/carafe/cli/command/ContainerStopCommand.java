package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Stops a container.
@Command(
    name = "stop",
    description = "Drain a container: running inputs finish, @Exit runs, then it goes.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe container stop ct-1f2e"})
final class ContainerStopCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CONTAINER",
      description = "The id of the container, as in carafe container list.")
  String container = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ContainerStopCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      server.control().stopContainer(container);
      shell.terminal().say("Stopping %s.".formatted(container));
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.ContainersPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists containers.
@Command(
    name = "list",
    description = "List containers.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe container list", "  carafe container list --app embeddings --json"})
final class ContainerListCommand implements Callable<Integer> {
  @Option(
      names = "--app",
      description = "Only those of one app.",
      paramLabel = "APP",
      defaultValue = "")
  String app = "";

  @Option(names = "--stopped", description = "Also those that ended within the hour.")
  boolean stopped;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  ContainerListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      ContainersPrinter.LISTING.print(
          shell.terminal(), server.control().containers(app, stopped), json.json);
    }
    return 0;
  }
}

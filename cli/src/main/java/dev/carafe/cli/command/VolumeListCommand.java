package dev.carafe.cli.command;

import dev.carafe.cli.output.VolumesPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists Volumes.
@Command(
    name = "list",
    description = "List Volumes.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume list --json"})
final class VolumeListCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  VolumeListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      VolumesPrinter.LISTING.print(shell.terminal(), server.volumes().list(), json.json);
    }
    return 0;
  }
}

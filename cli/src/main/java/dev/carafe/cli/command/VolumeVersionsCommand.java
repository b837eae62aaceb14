package dev.carafe.cli.command;

import dev.carafe.cli.output.VolumeVersionsPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists the versions of a Volume.
@Command(
    name = "versions",
    description = "List the versions of a Volume, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume versions model-weights-vol"})
final class VolumeVersionsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  VolumeVersionsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      VolumeVersionsPrinter.LISTING.print(
          shell.terminal(), server.volumes().get(volume).versions(), json.json);
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes a Volume.
@Command(
    name = "delete",
    description = "Delete a Volume with all its versions.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume delete model-weights-vol"})
final class VolumeDeleteCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Option(names = "--force", description = "Even while apps mount it.")
  boolean force;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeDeleteCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      server.volumes().delete(volume, force);
      shell.terminal().say("Deleted Volume %s.".formatted(volume));
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Renames a Volume.
@Command(
    name = "rename",
    description = "Give a Volume another name.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume rename model-weights-vol weights"})
final class VolumeRenameCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Its new name.")
  String name = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeRenameCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    VolumeName.checked(name);
    try (Carafe server = shell.connect()) {
      server.volumes().rename(volume, name);
      shell.terminal().say("Volume %s is now %s.".formatted(volume, name));
    }
    return 0;
  }
}

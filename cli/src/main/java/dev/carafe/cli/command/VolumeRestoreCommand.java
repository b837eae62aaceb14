package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Brings back what a Volume held.
@Command(
    name = "restore",
    description = {
      "Make a new version of a Volume that holds what an older one holds; no data moves.",
      "The versions between stay. Containers see it when they start or reload."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume restore model-weights-vol 3"})
final class VolumeRestoreCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(
      index = "1",
      paramLabel = "VERSION",
      description = "The version to bring back, as carafe volume versions numbers them.")
  String version = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeRestoreCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    long wanted = VersionNumber.of(version, volume);
    try (Carafe server = shell.connect()) {
      long now = server.volumes().get(volume).restore(wanted);
      shell
          .terminal()
          .say("%s is at v%d, which holds what v%d holds.".formatted(volume, now, wanted));
    }
    return 0;
  }
}

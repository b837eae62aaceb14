package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Creates a Volume.
@Command(
    name = "create",
    description = "Create a Volume.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume create model-weights-vol"})
final class VolumeCreateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "Its name.")
  String volume = "";

  @Option(names = "--exist-ok", description = "Do nothing when there is one of that name.")
  boolean existOk;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeCreateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    VolumeName.checked(volume);
    try (Carafe server = shell.connect()) {
      boolean there =
          existOk && server.volumes().list().stream().anyMatch(v -> v.name().equals(volume));
      Volume made =
          existOk ? server.volumes().getOrCreate(volume) : server.volumes().create(volume);
      shell
          .terminal()
          .say(
              (there ? "There is a Volume %s already." : "Created Volume %s.")
                  .formatted(made.name()));
    }
    return 0;
  }
}

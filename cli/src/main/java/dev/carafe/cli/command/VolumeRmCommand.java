package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.model.id.ShownName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Removes files from a Volume.
@Command(
    name = "rm",
    description = "Remove a file of a Volume; a directory with -r.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume rm model-weights-vol /minilm/model.onnx",
      "  carafe volume rm model-weights-vol /minilm -r"
    })
final class VolumeRmCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "Where in the Volume.")
  String path = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "A directory with all below.")
  boolean recursive;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeRmCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      server.volumes().get(volume).remove(path, recursive);
      shell.terminal().say(ShownName.of("Removed %s.".formatted(path)));
    }
    return 0;
  }
}

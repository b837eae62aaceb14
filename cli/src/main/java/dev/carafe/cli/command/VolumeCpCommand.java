package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.Volume;
import dev.carafe.model.id.ShownName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies within a Volume.
@Command(
    name = "cp",
    description = {
      "Copy within a Volume; no data moves. Files that exist are overwritten.",
      "Into a directory that is there goes a file under its name; a directory is merged with it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume cp model-weights-vol /minilm /minilm-old",
      "  carafe volume cp model-weights-vol /minilm /old/          as /old/minilm"
    })
final class VolumeCpCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(index = "1", paramLabel = "FROM", description = "What to copy.")
  String from = "";

  @Parameters(
      index = "2",
      paramLabel = "TO",
      description = "Its new path; with a slash at its end, the directory to copy into.")
  String to = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeCpCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      Volume files = server.volumes().get(volume);
      String target = CopyRules.remoteTarget(from, to, isInto(files));
      files.copy(from, target);
      shell.terminal().say(ShownName.of("Copied %s to %s.".formatted(from, target)));
    }
    return 0;
  }

  private boolean isInto(Volume files) {
    return !to.endsWith("/")
        && files.stat(from).kind() != FileEntry.Kind.DIRECTORY
        && VolumePutCommand.isDirectory(files, to);
  }
}

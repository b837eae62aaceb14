package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.model.id.ShownName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies within a Volume.
@Command(
    name = "cp",
    description = "Copy within a Volume; no data moves.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe volume cp model-weights-vol /minilm /minilm-old"})
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
      String target = CopyRules.remoteTarget(from, to);
      server.volumes().get(volume).copy(from, target);
      shell.terminal().say(ShownName.of("Copied %s to %s.".formatted(from, target)));
    }
    return 0;
  }
}

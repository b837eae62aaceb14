package dev.carafe.cli.command;

import dev.carafe.cli.output.FilesPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists files of a Volume.
@Command(
    name = "ls",
    description = "List the files of a Volume.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume ls model-weights-vol",
      "  carafe volume ls model-weights-vol /minilm -r",
      "  carafe volume ls model-weights-vol --version 3"
    })
final class VolumeLsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "Where in the Volume; the root when left out.",
      arity = "0..1",
      defaultValue = "/")
  String path = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All below.")
  boolean recursive;

  @Mixin VersionOption version = new VersionOption();
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  VolumeLsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      FilesPrinter.LISTING.print(
          shell.terminal(),
          version.of(server.volumes().get(volume)).list(path, recursive),
          json.json);
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.Progress;
import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.VolumeSnapshot;
import dev.carafe.model.file.FileWords;
import dev.carafe.model.id.ShownName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Downloads from a Volume.
@Command(
    name = "get",
    description = "Download a file or a directory of a Volume.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume get model-weights-vol /minilm/model.onnx",
      "  carafe volume get model-weights-vol /minilm ./models/     as ./models/minilm",
      "  carafe volume get model-weights-vol /vocab.txt - | head   to standard output",
      "  carafe volume get model-weights-vol /minilm old --version 3   as it was"
    })
final class VolumeGetCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(index = "1", paramLabel = "REMOTE", description = "What to download.")
  String remote = "";

  @Parameters(
      index = "2",
      paramLabel = "LOCAL",
      arity = "0..1",
      defaultValue = "./",
      description = "Where to; - is standard output.")
  String local = "";

  @Option(
      names = {"-f", "--force"},
      description = "Overwrite what exists.")
  boolean force;

  @Mixin VersionOption version = new VersionOption();
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeGetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      VolumeSnapshot source = version.of(server.volumes().get(volume));
      if (local.equals("-")) {
        print(source);
        return 0;
      }
      FileEntry itself = source.stat(remote);
      List<FileEntry> entries =
          itself.kind() == FileEntry.Kind.DIRECTORY ? source.list(remote, true) : List.of(itself);
      Path target = CopyRules.downloadTarget(remote, shell.path(local), local.endsWith("/"));
      try (Progress progress = new Progress(shell.terminal(), "received")) {
        new Download(source::read, progress, force).run(itself, entries, target);
      }
      shell.terminal().say(ShownName.of("Got %s as %s".formatted(remote, target.normalize())));
    }
    return 0;
  }

  private void print(VolumeSnapshot source) {
    try (InputStream in = source.read(remote)) {
      in.transferTo(shell.terminal().resultBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading %s failed: %s".formatted(remote, FileWords.of(e)), e);
    }
  }
}

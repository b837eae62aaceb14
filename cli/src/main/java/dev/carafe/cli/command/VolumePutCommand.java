package dev.carafe.cli.command;

import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.UploadProgress;
import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.FileEntry;
import dev.carafe.client.NotFoundException;
import dev.carafe.client.Volume;
import dev.carafe.client.control.FileIndex;
import dev.carafe.model.id.ShownName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Uploads to a Volume.
@Command(
    name = "put",
    description = {
      "Upload a file or a directory to a Volume, as one version or not at all.",
      "Only what the server does not have is sent. A file is not even read when nothing has touched"
          + " it since it was last put.",
      "Into a directory that is there goes a file under its name; a directory is merged with it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume put model-weights-vol model.onnx            as /model.onnx",
      "  carafe volume put model-weights-vol model.onnx /minilm/   as /minilm/model.onnx",
      "  carafe volume put model-weights-vol ./minilm /models/m    its files under /models/m",
      "  carafe volume put model-weights-vol ./minilm /models/     its files under /models/minilm",
      "  tar c . | carafe volume put model-weights-vol - /all.tar  standard input"
    })
final class VolumePutCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "VOLUME", description = "The Volume.")
  String volume = "";

  @Parameters(
      index = "1",
      paramLabel = "LOCAL",
      description = "What to upload; - reads standard input.")
  String local = "";

  @Parameters(
      index = "2",
      paramLabel = "REMOTE",
      arity = "0..1",
      defaultValue = "/",
      description = "Where in the Volume; with a slash at its end, the directory to copy into.")
  String remote = "";

  @Option(
      names = {"-f", "--force"},
      description = "Overwrite what exists.")
  boolean force;

  @Option(
      names = "--rehash",
      description = "Read all files, also those that look untouched since they were last put.")
  boolean rehash;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumePutCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Path path = shell.path(local);
    if (!local.equals("-") && !Files.exists(path)) {
      throw new UsageException("There is no file or directory %s.".formatted(path));
    }
    try (Carafe server = shell.connect()) {
      Volume target = server.volumes().get(volume);
      String at = local.equals("-") ? remote : targetPath(target, path);
      BatchUpload upload = target.batchUpload().force(force).rehash(rehash);
      upload.index(FileIndex.in(shell.installation().cache().resolve("files"), Clock.systemUTC()));
      try (Progress hashing = new Progress(shell.terminal(), "hashed");
          Progress sending = new Progress(shell.terminal(), "sent");
          upload) {
        put(upload.listener(new UploadProgress(hashing, sending)), path, at);
      }
      String as = Path.of("/", at).normalize().toString();
      shell.terminal().say(ShownName.of(outcome(upload, as)));
    }
    return 0;
  }

  private String outcome(BatchUpload upload, String as) {
    if (upload.version() == 0) {
      return "%s is unchanged: %s is empty".formatted(volume, local);
    }
    return upload.changed()
        ? "%s is now v%d: put %s as %s".formatted(volume, upload.version(), local, as)
        : "%s is unchanged: v%d holds %s as %s already"
            .formatted(volume, upload.version(), local, as);
  }

  private void put(BatchUpload upload, Path path, String at) {
    if (local.equals("-")) {
      upload.put(shell.in(), at);
    } else if (Files.isDirectory(path)) {
      upload.putDirectory(path, at);
    } else {
      upload.putFile(path, at);
    }
  }

  private String targetPath(Volume target, Path path) {
    boolean isFile = !Files.isDirectory(path);
    boolean into = isFile && !remote.endsWith("/") && isDirectory(target, remote);
    return CopyRules.uploadTarget(local, isFile, remote, into);
  }

  static boolean isDirectory(Volume volume, String path) {
    try {
      return volume.stat(path).kind() == FileEntry.Kind.DIRECTORY;
    } catch (NotFoundException e) {
      return false;
    }
  }
}

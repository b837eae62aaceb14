package dev.carafe.client;

import static java.util.Objects.requireNonNull;

import dev.carafe.client.control.Failures;
import dev.carafe.client.control.FileIndex;
import dev.carafe.client.control.FileState;
import dev.carafe.client.control.LocalFile;
import dev.carafe.client.control.Place;
import dev.carafe.client.control.Source;
import dev.carafe.client.control.TransferListener;
import dev.carafe.client.control.VolumeClient;
import dev.carafe.model.file.FileWords;
import dev.carafe.model.file.LocalName;
import dev.carafe.model.id.ShownName;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.VolumeState;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Gathers files for a Volume and sends them at close: as one version, or not at all. Only content
/// that the server does not have is sent. What exists in the Volume is overwritten only with
/// `force`. After a `put…` that failed, and after `cancel`, close sends nothing.
///
/// Close cannot know that other code of the `try` block threw, and sends what was gathered before:
/// do what may fail first, or `cancel` where you catch it. For one thread.
public final class BatchUpload implements AutoCloseable {
  private static final int DEFAULT_MODE = 0644;
  private static final int MODE_BITS = 0777;

  /// From how many bytes on it asks whether all may be written before it sends any, unless that is
  /// as dear as sending them: for each file so many more.
  private static final long MUCH = 64L << 20;

  private static final long MUCH_PER_FILE = 64L << 10;

  private final VolumeClient client;
  private final Failures failures;
  private final String volume;
  private final Map<String, FileRow.Builder> rows = new LinkedHashMap<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<Path> spooled = new ArrayList<>();
  private TransferListener listener = TransferListener.NONE;
  private FileIndex index = FileIndex.in(FileIndex.usual(), Clock.systemUTC());
  private boolean force;
  private boolean rehash;
  private boolean open = true;
  private VolumeState state = VolumeState.getDefaultInstance();

  BatchUpload(VolumeClient client, Failures failures, String volume) {
    this.client = client;
    this.failures = failures;
    this.volume = volume;
  }

  /// Whether files that exist in the Volume are overwritten.
  public BatchUpload force(boolean overwrite) {
    this.force = overwrite;
    return this;
  }

  /// Whether files are read though nothing has touched them since they were last uploaded, as far
  /// as size, inode and times tell. Those that the server has are then hashed, and not copied.
  public BatchUpload rehash(boolean anew) {
    this.rehash = anew;
    return this;
  }

  /// Where it keeps which content files had; else a folder of the user's, `~/.carafe/cache/files`.
  public BatchUpload index(FileIndex kept) {
    this.index = kept;
    return this;
  }

  /// Who hears how far it is.
  public BatchUpload listener(TransferListener hears) {
    this.listener = hears;
    return this;
  }

  /// One file, under exactly this path; links are followed.
  public BatchUpload putFile(Path file, String remotePath) {
    return gather(
        () -> {
          if (!Files.isRegularFile(file)) {
            throw invalid(
                Files.isDirectory(file)
                    ? "%s is a directory; use putDirectory.".formatted(file)
                    : Files.exists(file)
                        ? "%s is neither a file nor a directory; put what it gives as a stream (on the command line - reads standard input)."
                            .formatted(file.toAbsolutePath())
                        : "There is no file %s.".formatted(file.toAbsolutePath()));
          }
          var _ = add(parent(file), FileState.of(file), named(remotePath));
        });
  }

  private static Path parent(Path file) {
    return requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
  }

  /// A directory, or what a link to one leads to, with all below it; `remotePath` is what its
  /// entries lie under. Links below are kept as links, and must stay inside the Volume.
  public BatchUpload putDirectory(Path directory, String remotePath) {
    return gather(
        () -> {
          if (!Files.isDirectory(directory)) {
            throw invalid("There is no directory %s.".formatted(directory.toAbsolutePath()));
          }
          String at = path(remotePath);
          Path top = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory;
          try (Stream<Path> tree = Files.walk(top)) {
            for (Path below : (Iterable<Path>) tree.sorted()::iterator) {
              addBelow(top, below, at);
            }
          }
        });
  }

  /// The rest of a stream, which stays open.
  public BatchUpload put(InputStream content, String remotePath) {
    return gather(
        () -> {
          Path spool = Files.createTempFile("carafe-upload-", ".part");
          spooled.add(spool);
          Files.copy(content, spool, StandardCopyOption.REPLACE_EXISTING);
          add(parent(spool), FileState.of(spool), named(remotePath)).setMode(DEFAULT_MODE);
        });
  }

  private void addBelow(Path directory, Path below, String at) throws IOException {
    String path = RemotePath.join(at, LocalName.of(directory.relativize(below)));
    FileState state = FileState.of(below, LinkOption.NOFOLLOW_LINKS);
    switch (state.kind()) {
      case SYMLINK -> {
        String target = target(below);
        checkLink(below, path, target);
        row(path, state).setType(FileRow.Type.TYPE_SYMLINK).setTarget(target).setMode(MODE_BITS);
      }
      case DIRECTORY -> {
        if (!path.isEmpty()) {
          row(path, state).setType(FileRow.Type.TYPE_DIRECTORY).setMode(state.mode());
        }
      }
      case FILE -> add(directory.toAbsolutePath(), state, path);
      case OTHER -> throw invalid("%s is neither a file, a directory nor a link.".formatted(below));
    }
  }

  private static String target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    return target.isAbsolute() ? target.toString() : LocalName.of(target);
  }

  private void checkLink(Path link, String path, String target) {
    try {
      if (!target.startsWith("/")) {
        var _ = RemotePath.of(RemotePath.parent(path) + "/" + target);
        return;
      }
    } catch (IllegalArgumentException e) {
      // It leads out of the Volume too.
    }
    throw invalid(
        "%s is a link to %s, outside of the Volume; make it relative and lead inside, or put what it leads to."
            .formatted(link, target));
  }

  private FileRow.Builder add(Path root, FileState file, String path) {
    FileRow.Builder row = row(path, file).setType(FileRow.Type.TYPE_FILE).setMode(file.mode());
    sources.put(path, new Source(root, file, new Place(volume, path)));
    return row;
  }

  /// A new row for a path: what is put later under the same path replaces what came before.
  private FileRow.Builder row(String path, FileState state) {
    FileRow.Builder row =
        FileRow.newBuilder()
            .setPath(path)
            .setMtimeMillis(state.modifiedMillis())
            .setMtimeNanos((int) Math.floorMod(state.stamp().modified(), 1_000_000L));
    sources.remove(path);
    rows.put(path, row);
    return row;
  }

  /// Forgets all that was gathered: close sends nothing.
  public void cancel() {
    open = false;
    for (Path spool : spooled) {
      try {
        Files.deleteIfExists(spool);
      } catch (IOException e) {
        spool.toFile().deleteOnExit();
      }
    }
    spooled.clear();
  }

  /// Sends what was gathered; returns when the new version is durable and visible.
  @Override
  public void close() {
    try {
      if (open && !rows.isEmpty()) {
        send();
      }
    } finally {
      cancel();
    }
  }

  private boolean isMuch() {
    long bytes = sources.values().stream().mapToLong(source -> source.state().size()).sum();
    return bytes >= MUCH + MUCH_PER_FILE * sources.size();
  }

  private void send() {
    if (isMuch()) {
      client.check(volume, force, changes());
    }
    List<String> paths = List.copyOf(sources.keySet());
    List<LocalFile> files =
        client.blobs().send(List.copyOf(sources.values()), index, rehash, listener);
    for (int i = 0; i < paths.size(); i++) {
      LocalFile file = files.get(i);
      FileRow.Builder row = requireNonNull(rows.get(paths.get(i)));
      row.setBlob(file.id().sha256()).setSize(file.size());
    }
    state = client.commit(volume, force, changes());
  }

  private List<FileChange> changes() {
    return rows.values().stream().map(row -> FileChange.newBuilder().setPut(row).build()).toList();
  }

  /// After close, the version of the Volume that holds what was sent; 0 when nothing was.
  public long version() {
    return state.getVersion();
  }

  /// After close, whether that version is a new one: not, when the Volume held all of it already.
  public boolean changed() {
    return state.getCreated();
  }

  private interface Gathering {
    void run() throws IOException;
  }

  private BatchUpload gather(Gathering gathering) {
    if (!open) {
      throw new IllegalStateException("this upload to Volume %s is closed".formatted(volume));
    }
    boolean gathered = false;
    try {
      gathering.run();
      gathered = true;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read what is to be uploaded: " + ShownName.of(FileWords.of(e)), e);
    } finally {
      if (!gathered) {
        cancel();
      }
    }
  }

  private String named(String remotePath) {
    String path = path(remotePath);
    if (path.isEmpty() || remotePath.endsWith("/")) {
      throw invalid("\"%s\" is no path of a file; give it a name.".formatted(remotePath));
    }
    return path;
  }

  private String path(String remotePath) {
    try {
      return RemotePath.of(remotePath);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException invalid(String message) {
    return failures.of(
        Status.INVALID_ARGUMENT.withDescription(
            "Volume %s: %s".formatted(volume, ShownName.of(message))));
  }
}

package dev.carafe.client;

import dev.carafe.client.control.Failures;
import dev.carafe.client.control.VolumeClient;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.ShownName;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.Move;
import io.grpc.Status;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A Volume as any program sees it: the newest version, each change a version of its own. Paths
/// count from its root, with or without a leading slash. Threads may share it.
public final class Volume {
  private static final int MOST_LINKS = 40;

  private final VolumeClient client;
  private final Failures failures;
  private final String name;

  Volume(VolumeClient client, Failures failures, String name) {
    this.client = client;
    this.failures = failures;
    this.name = name;
  }

  /// The Volume as this container mounts it, to commit and reload.
  public static MountedVolume mounted(String name) {
    return MountedVolume.named(name);
  }

  public String name() {
    return name;
  }

  /// Gathers files and sends them at close, as one version or not at all.
  public BatchUpload batchUpload() {
    return new BatchUpload(client, failures, name);
  }

  /// The entries of a directory, of all below it with `recursive`; of a file the file alone.
  public List<FileEntry> list(String path, boolean recursive) {
    return rows(path(path), recursive).stream().map(Volume::entry).toList();
  }

  /// The content of a file. Links inside the Volume are followed. The stream must be closed.
  public InputStream read(String path) {
    String at = path(path);
    for (int links = 0; links < MOST_LINKS; links++) {
      FileRow row = own(at);
      switch (row.getType()) {
        case TYPE_FILE -> {
          return client.blobs().open(new BlobId(row.getBlob()), row.getSize());
        }
        case TYPE_SYMLINK -> at = path(RemotePath.parent(at) + "/" + row.getTarget());
        case TYPE_DIRECTORY, UNRECOGNIZED -> throw invalid("%s is a directory.".formatted(path));
      }
    }
    throw invalid("%s leads through more than %d links.".formatted(path, MOST_LINKS));
  }

  /// The content of a file as it was listed, without another look at the Volume; it may have been
  /// replaced since. Links are followed in the newest version. The stream must be closed.
  public InputStream read(FileEntry listed) {
    return listed.kind() == FileEntry.Kind.FILE && !listed.sha256().isEmpty()
        ? client.blobs().open(new BlobId(listed.sha256()), listed.size())
        : read(listed.path());
  }

  /// What is at a path, itself: a file, a link, or a directory.
  public FileEntry stat(String path) {
    return entry(own(path(path)));
  }

  private FileRow own(String path) {
    List<FileRow> rows = path.isEmpty() ? List.of() : rows(path, false);
    boolean itself = rows.size() == 1 && rows.getFirst().getPath().equals(path);
    return itself
        ? rows.getFirst()
        : FileRow.newBuilder().setPath(path).setType(FileRow.Type.TYPE_DIRECTORY).build();
  }

  /// Copies within the Volume; no data moves.
  public void copy(String from, String to) {
    change(FileChange.newBuilder().setCopy(move(from, to)).build());
  }

  /// Renames within the Volume; no data moves.
  public void rename(String from, String to) {
    change(FileChange.newBuilder().setMove(move(from, to)).build());
  }

  /// Removes a file or link; a directory that is not empty only with `recursive`.
  public void remove(String path, boolean recursive) {
    String at = path(path);
    if (at.isEmpty()) {
      throw invalid("The root of a Volume cannot be removed; delete the Volume.");
    }
    List<FileRow> rows = rows(at, false);
    boolean itself = rows.size() == 1 && rows.getFirst().getPath().equals(at);
    if (!recursive && !itself && !rows.isEmpty()) {
      throw invalid(
          "%s is a directory with %d entries; remove it with recursive = true (rm -r)."
              .formatted(path, rows.size()));
    }
    change(FileChange.newBuilder().setRemove(at).build());
  }

  /// All versions that are kept, the newest first.
  public List<VolumeVersion> versions() {
    return client.versions(name).stream()
        .map(
            row ->
                new VolumeVersion(
                    row.getVersion(),
                    Instant.ofEpochMilli(row.getAtMillis()),
                    row.getBy(),
                    row.getFiles(),
                    row.getBytes()))
        .toList();
  }

  private void change(FileChange change) {
    var _ = client.commit(name, true, List.of(change));
  }

  private Move move(String from, String to) {
    return Move.newBuilder().setFrom(path(from)).setTo(path(to)).build();
  }

  private List<FileRow> rows(String path, boolean recursive) {
    List<FileRow> rows = new ArrayList<>();
    client.files(name, path, recursive, rows::add);
    return rows;
  }

  private static FileEntry entry(FileRow row) {
    return new FileEntry(
        row.getPath(),
        switch (row.getType()) {
          case TYPE_FILE, UNRECOGNIZED -> FileEntry.Kind.FILE;
          case TYPE_DIRECTORY -> FileEntry.Kind.DIRECTORY;
          case TYPE_SYMLINK -> FileEntry.Kind.SYMLINK;
        },
        row.getSize(),
        row.getMode(),
        Instant.ofEpochMilli(row.getMtimeMillis()),
        row.getTarget(),
        row.getBlob());
  }

  private String path(String path) {
    try {
      return RemotePath.of(path);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException invalid(String message) {
    return failures.of(
        Status.INVALID_ARGUMENT.withDescription(
            "Volume %s: %s".formatted(name, ShownName.of(message))));
  }
}

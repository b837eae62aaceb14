package dev.carafe.client;

import dev.carafe.client.control.Failures;
import dev.carafe.client.control.VolumeClient;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.Move;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/// A Volume as any program sees it: the newest version, each change a version of its own. Paths
/// count from its root, with or without a leading slash. Threads may share it.
public final class Volume {
  private final VolumeClient client;
  private final Failures failures;
  private final String name;
  private final VolumePaths paths;
  private final VolumeSnapshot newest;

  Volume(VolumeClient client, Failures failures, String name) {
    this.client = client;
    this.failures = failures;
    this.name = name;
    this.paths = new VolumePaths(failures, name);
    this.newest = new VolumeSnapshot(client, paths, name, 0);
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

  /// Has the server copy what lies under `s3://name/prefix/` into this Volume.
  public BucketImport importBucket(String bucket) {
    return new BucketImport(client, name, bucket);
  }

  /// The entries of a directory, of all below it with `recursive`; of a file the file alone.
  public List<FileEntry> list(String path, boolean recursive) {
    return newest.list(path, recursive);
  }

  /// The content of a file. Links inside the Volume are followed. The stream must be closed.
  public InputStream read(String path) {
    return newest.read(path);
  }

  /// A part of a file: `length` bytes from `offset` on, or as many as there are. Threads may read
  /// parts of one file at a time. The stream must be closed.
  public InputStream read(String path, long offset, long length) {
    return newest.read(path, offset, length);
  }

  /// The content of a file as it was listed, without another look at the Volume; it may have been
  /// replaced since. Links are followed in the newest version. The stream must be closed.
  public InputStream read(FileEntry listed) {
    return newest.read(listed);
  }

  /// What is at a path, itself: a file, a link, or a directory.
  public FileEntry stat(String path) {
    return newest.stat(path);
  }

  /// Copies within the Volume; no data moves. Files that exist are overwritten, directories merged.
  public void copy(String from, String to) {
    change(FileChange.newBuilder().setCopy(move(from, to)).build());
  }

  /// Renames within the Volume; no data moves.
  public void rename(String from, String to) {
    change(FileChange.newBuilder().setMove(move(from, to)).build());
  }

  /// Removes a file or link; a directory that is not empty only with `recursive`.
  public void remove(String path, boolean recursive) {
    String at = paths.of(path);
    if (at.isEmpty()) {
      throw paths.invalid("The root of a Volume cannot be removed; delete the Volume.");
    }
    int entries = newest.entriesIn(at);
    if (!recursive && entries > 0) {
      throw paths.invalid(
          "%s is a directory with %d %s; remove all of it with rm -r, or recursive = true in Java."
              .formatted(path, entries, entries == 1 ? "entry" : "entries"));
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

  /// The files of the newest version, as it is at each look.
  public VolumeSnapshot newest() {
    return newest;
  }

  /// The files of one kept version, as [#versions] numbers them.
  public VolumeSnapshot version(long number) {
    if (number < 1) {
      throw paths.invalid("versions count from 1 on; there is no %d.".formatted(number));
    }
    return new VolumeSnapshot(client, paths, name, number);
  }

  /// Makes what a kept version holds the newest version, under a number of its own, which is given
  /// back; no data moves, and the versions between stay. The newest number is given when it holds
  /// the same already.
  public long restore(long number) {
    return client.restore(name, number).getVersion();
  }

  private void change(FileChange change) {
    var _ = client.commit(name, true, List.of(change));
  }

  private Move move(String from, String to) {
    return Move.newBuilder().setFrom(paths.of(from)).setTo(paths.of(to)).build();
  }
}

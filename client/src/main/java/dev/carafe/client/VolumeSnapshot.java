package dev.carafe.client;

import dev.carafe.client.control.VolumeClient;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.FileRow;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The files of one version of a Volume, which never change; or of its newest version, as it is at
/// each look. Paths count from the Volume's root, with or without a leading slash. Threads may
/// share it.
public final class VolumeSnapshot {
  private static final int MOST_LINKS = 40;
  private static final FileRow ROOT =
      FileRow.newBuilder().setType(FileRow.Type.TYPE_DIRECTORY).setMode(0755).build();

  private final VolumeClient client;
  private final VolumePaths paths;
  private final String volume;
  private final long version;

  /// `version` 0 is the newest.
  VolumeSnapshot(VolumeClient client, VolumePaths paths, String volume, long version) {
    this.client = client;
    this.paths = paths;
    this.volume = volume;
    this.version = version;
  }

  /// The entries of a directory, of all below it with `recursive`; of a file the file alone.
  public List<FileEntry> list(String path, boolean recursive) {
    return rows(paths.of(path), recursive).stream().map(VolumeSnapshot::entry).toList();
  }

  /// What is at a path, itself: a file, a link, or a directory.
  public FileEntry stat(String path) {
    return entry(own(paths.of(path)));
  }

  /// The content of a file. Links inside the Volume are followed. The stream must be closed.
  public InputStream read(String path) {
    FileRow file = file(path);
    return client.blobs().open(new BlobId(file.getBlob()), file.getSize());
  }

  /// A part of a file: `length` bytes from `offset` on, or as many as there are. Threads may read
  /// parts of one file at a time. The stream must be closed.
  public InputStream read(String path, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw paths.invalid(
          "%s has no part of %d bytes at %d; both are to be 0 or more."
              .formatted(path, length, offset));
    }
    return client.blobs().open(new BlobId(file(path).getBlob()), offset, length);
  }

  /// The content of a file as it was listed, without another look at the Volume; it may have been
  /// replaced since. Links are followed. The stream must be closed.
  public InputStream read(FileEntry listed) {
    return listed.kind() == FileEntry.Kind.FILE && !listed.sha256().isEmpty()
        ? client.blobs().open(new BlobId(listed.sha256()), listed.size())
        : read(listed.path());
  }

  /// The contents of files as they were listed, one after another in one stream: many small files
  /// come at the price of one. What is no file has none. The stream must be closed.
  public InputStream read(List<FileEntry> listed) {
    return client
        .blobs()
        .open(
            listed.stream()
                .filter(entry -> entry.kind() == FileEntry.Kind.FILE)
                .map(entry -> new BlobId(entry.sha256()))
                .toList());
  }

  private FileRow file(String path) {
    String at = paths.of(path);
    for (int links = 0; links < MOST_LINKS; links++) {
      FileRow row = own(at);
      switch (row.getType()) {
        case TYPE_FILE -> {
          return row;
        }
        case TYPE_SYMLINK -> at = paths.of(RemotePath.parent(at) + "/" + row.getTarget());
        case TYPE_DIRECTORY, UNRECOGNIZED ->
            throw paths.invalid("%s is a directory.".formatted(path));
      }
    }
    throw paths.invalid("%s leads through more than %d links.".formatted(path, MOST_LINKS));
  }

  private FileRow own(String path) {
    return path.isEmpty() ? ROOT : client.file(volume, version, path);
  }

  /// How many entries a directory has; 0 of what is none.
  int entriesIn(String path) {
    List<FileRow> rows = rows(path, false);
    boolean itself = rows.size() == 1 && rows.getFirst().getPath().equals(path);
    return itself ? 0 : rows.size();
  }

  private List<FileRow> rows(String path, boolean recursive) {
    List<FileRow> rows = new ArrayList<>();
    client.files(volume, version, path, recursive, rows::add);
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
        Instant.ofEpochMilli(row.getMtimeMillis()).plusNanos(row.getMtimeNanos()),
        row.getTarget(),
        row.getBlob());
  }
}

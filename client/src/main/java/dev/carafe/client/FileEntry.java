package dev.carafe.client;

import java.time.Instant;

/// A file, directory or symbolic link in a Volume. `path` counts from the Volume's root and has no
/// leading slash; `mode` are the permission bits; `target` is where a link points, else empty;
/// `sha256` is that of a file's content in hex, else empty.
public record FileEntry(
    String path, Kind kind, long size, int mode, Instant modified, String target, String sha256) {

  /// What it is.
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK
  }

  /// The last part of the path.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

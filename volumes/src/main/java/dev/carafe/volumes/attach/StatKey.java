package dev.carafe.volumes.attach;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What `stat` says of a file, enough to see that it was not written to since.
record StatKey(int mode, long inode, long size, Instant modified, Instant changed, long device) {
  private static final int TYPE = 0170000;
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;

  /// A file system's clock may stand still for that long, and hide a second write.
  private static final Duration TICK = Duration.ofMillis(100);

  static StatKey of(Path path) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(
            path, "unix:mode,ino,size,lastModifiedTime,ctime,rdev", LinkOption.NOFOLLOW_LINKS);
    return new StatKey(
        one(all, "mode", Integer.class),
        one(all, "ino", Long.class),
        one(all, "size", Long.class),
        one(all, "lastModifiedTime", FileTime.class).toInstant(),
        one(all, "ctime", FileTime.class).toInstant(),
        one(all, "rdev", Long.class));
  }

  private static <T> T one(Map<String, Object> all, String name, Class<T> type) {
    return type.cast(requireNonNull(all.get(name)));
  }

  boolean isFile() {
    return (mode & TYPE) == FILE;
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  boolean isSymlink() {
    return (mode & TYPE) == SYMLINK;
  }

  /// The overlay's mark for a name that is gone.
  boolean isWhiteout() {
    return (mode & TYPE) == CHARACTER_DEVICE && device == 0;
  }

  /// Without what would run a program as its owner: no Volume keeps that.
  int permissions() {
    return mode & 0777;
  }

  /// Whether a write after `seen` would have to show in the times.
  boolean settledBefore(Instant seen) {
    Instant latest = modified.isAfter(changed) ? modified : changed;
    return latest.isBefore(seen.minus(TICK));
  }
}

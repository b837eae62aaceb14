package dev.carafe.client.control;

import static java.util.Objects.requireNonNull;

import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What `stat` says of a file: enough to see, later, that it was not written to since. Times are in
/// nanoseconds since the epoch; where a file system knows no inodes, `inode` is 0, and nothing can
/// be told of the file by its state.
public record FileState(Path path, Kind kind, int mode, long size, Stamp stamp) {
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 0777;
  private static final int DEFAULT_MODE = 0644;

  /// What it is.
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    OTHER
  }

  /// What changes with every write.
  public record Stamp(long modified, long changed, long inode, long device) {}

  /// Of what a path leads to; with `NOFOLLOW_LINKS`, of a link itself.
  public static FileState of(Path path, LinkOption... options) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return plain(path, Files.readAttributes(path, BasicFileAttributes.class, options));
    }
    Map<String, Object> all =
        Files.readAttributes(path, "unix:mode,ino,dev,size,lastModifiedTime,ctime", options);
    int mode = one(all, "mode", Integer.class);
    return new FileState(
        path,
        switch (mode & TYPE) {
          case 0100000 -> Kind.FILE;
          case 0040000 -> Kind.DIRECTORY;
          case 0120000 -> Kind.SYMLINK;
          default -> Kind.OTHER;
        },
        mode & PERMISSIONS,
        one(all, "size", Long.class),
        new Stamp(
            one(all, "lastModifiedTime", FileTime.class).to(TimeUnit.NANOSECONDS),
            one(all, "ctime", FileTime.class).to(TimeUnit.NANOSECONDS),
            one(all, "ino", Long.class),
            one(all, "dev", Long.class)));
  }

  private static FileState plain(Path path, BasicFileAttributes attributes) {
    long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    return new FileState(
        path,
        attributes.isRegularFile()
            ? Kind.FILE
            : attributes.isDirectory()
                ? Kind.DIRECTORY
                : attributes.isSymbolicLink() ? Kind.SYMLINK : Kind.OTHER,
        DEFAULT_MODE,
        attributes.size(),
        new Stamp(modified, modified, 0, 0));
  }

  private static <T> T one(Map<String, Object> all, String name, Class<T> type) {
    return type.cast(requireNonNull(all.get(name)));
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  public long modifiedMillis() {
    return Math.floorDiv(stamp.modified(), 1_000_000L);
  }

  LocalFile as(BlobId id) {
    return new LocalFile(path, id, size);
  }
}

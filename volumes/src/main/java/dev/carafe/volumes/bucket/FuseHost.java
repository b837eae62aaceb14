package dev.carafe.volumes.bucket;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether this host can mount buckets.
public final class FuseHost {
  private static final Path DEVICE = Path.of("/dev/fuse");

  private FuseHost() {}

  /// What it lacks, and what to do; empty when it lacks nothing.
  public static Optional<String> lacks(String path) {
    if (!onPath(path, S3fs.PROGRAM)) {
      return Optional.of("s3fs is not installed: apt-get install s3fs fuse3");
    }
    if (!onPath(path, "fusermount")) {
      return Optional.of("fusermount is not installed: apt-get install fuse3");
    }
    if (!Files.exists(DEVICE)) {
      return Optional.of(
          "there is no /dev/fuse: modprobe fuse, or give the server's container --device /dev/fuse --cap-add SYS_ADMIN");
    }
    try (FileChannel _ =
        FileChannel.open(DEVICE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "/dev/fuse cannot be opened (%s): run the server as root, or chmod 666 /dev/fuse"
              .formatted(e.getMessage()));
    }
  }

  private static boolean onPath(String path, String program) {
    return Stream.of(path.split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

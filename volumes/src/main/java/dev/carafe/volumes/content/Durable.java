package dev.carafe.volumes.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/// Puts written files on the disk: each by itself when they are few, else the whole file system at
/// once, which is several times faster for many small files.
final class Durable {
  private static final int FEW = 16;

  private Durable() {}

  static void sync(Collection<Path> files, Path directory) throws IOException {
    if (files.size() <= FEW || !NativeFile.supported()) {
      for (Path file : files) {
        sync(file);
      }
      return;
    }
    try (NativeFile open =
        NativeFile.read(directory).orElseThrow(() -> new IOException("cannot open " + directory))) {
      open.syncFileSystem();
    }
  }

  /// A file's bytes, or a directory's names.
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

package dev.carafe.docker.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Files that are attached to containers, whose user is another one: what was built under a strict
/// umask cannot be read there. The folders above them stay as closed as they are.
final class ReadableFiles {
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r--r--r--");

  private ReadableFiles() {}

  static void open(List<Path> files) throws IOException {
    for (Path file : files) {
      Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      if (Files.isRegularFile(file) && mode.addAll(READ)) {
        Files.setPosixFilePermissions(file, mode);
      }
    }
  }
}

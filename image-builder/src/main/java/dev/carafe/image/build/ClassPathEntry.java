package dev.carafe.image.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// A directory or jar that may hold a file.
final class ClassPathEntry {
  private ClassPathEntry() {}

  static boolean has(Path entry, String file) {
    if (Files.isDirectory(entry)) {
      return Files.isRegularFile(entry.resolve(file));
    }
    if (!Files.isRegularFile(entry)) {
      return false;
    }
    try (var jar = new ZipFile(entry.toFile())) {
      return jar.getEntry(file) != null;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + entry + " of the class path failed", e);
    }
  }
}

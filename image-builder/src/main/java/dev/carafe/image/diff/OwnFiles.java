package dev.carafe.image.diff;

import dev.carafe.image.cache.ContentKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The user's own class files, by binary name, and other files of the class path, by path. Where
/// two folders hold the same name the first counts, as it does for a class loader.
record OwnFiles(SortedMap<String, byte[]> classes, SortedMap<String, byte[]> others) {

  static OwnFiles of(List<Path> classPath) {
    OwnFiles files = new OwnFiles(new TreeMap<>(), new TreeMap<>());
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        files.add(entry);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
          files.add(jar.getPath("/"));
        } catch (IOException e) {
          throw new UncheckedIOException("Reading %s failed".formatted(entry), e);
        }
      }
    }
    return files;
  }

  private void add(Path root) {
    for (Path file : ContentKey.filesBelow(root)) {
      String name = root.relativize(file).toString();
      if (name.endsWith(".class") && !name.startsWith("META-INF")) {
        String plain = name.substring(0, name.length() - ".class".length());
        classes.putIfAbsent(plain.replace('/', '.'), content(file));
      } else {
        others.putIfAbsent(name, content(file));
      }
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading %s failed".formatted(file), e);
    }
  }
}

package dev.carafe.image.reach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Class files of directories and jars by their internal name. For one thread; closes the jars.
final class ClassBytes implements AutoCloseable {
  private final Map<Path, Optional<ZipFile>> roots = new LinkedHashMap<>();

  /// What is missing is left out.
  ClassBytes(List<Path> classPath) throws IOException {
    for (Path root : classPath) {
      if (Files.isDirectory(root)) {
        roots.put(root, Optional.empty());
      } else if (Files.exists(root)) {
        roots.put(root, Optional.of(new ZipFile(root.toFile())));
      }
    }
  }

  Optional<byte[]> find(String name) throws IOException {
    Optional<Path> home = home(name);
    return home.isEmpty() ? Optional.empty() : Optional.of(read(home.get(), name + ".class"));
  }

  private byte[] read(Path root, String file) throws IOException {
    Optional<ZipFile> jar = roots.getOrDefault(root, Optional.empty());
    if (jar.isEmpty()) {
      return Files.readAllBytes(root.resolve(file));
    }
    ZipEntry entry = jar.get().getEntry(file);
    try (InputStream in = jar.get().getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /// The directory or jar that has the class.
  Optional<Path> home(String name) {
    String file = name + ".class";
    return roots.entrySet().stream()
        .filter(
            root ->
                root.getValue().isPresent()
                    ? root.getValue().get().getEntry(file) != null
                    : Files.isRegularFile(root.getKey().resolve(file)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    for (Optional<ZipFile> jar : roots.values()) {
      if (jar.isPresent()) {
        jar.get().close();
      }
    }
  }
}

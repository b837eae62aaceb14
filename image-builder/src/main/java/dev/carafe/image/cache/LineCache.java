package dev.carafe.image.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Lines of text by a key, each in a small file of its own. Threads and processes may share it.
public final class LineCache {
  private final Path directory;

  /// Keeps its files in `directory`, which is made when needed.
  public LineCache(Path directory) {
    this.directory = directory;
  }

  /// The lines kept under a key.
  public Optional<List<String>> find(String key) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllLines(file));
    } catch (IOException e) {
      return Optional.empty(); // someone empties the cache: asking again is always right
    }
  }

  /// Keeps lines under a key.
  public void keep(String key, List<String> lines) {
    try {
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, "new", ".tmp");
      Files.write(fresh, lines);
      Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing the cache " + directory + " failed", e);
    }
  }

  private Path file(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return directory.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".lines");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

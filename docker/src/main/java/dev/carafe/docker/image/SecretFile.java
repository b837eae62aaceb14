package dev.carafe.docker.image;

import dev.carafe.docker.engine.ShellText;
import dev.carafe.model.file.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Secrets for the time of one build step: in a file only root reads, in memory where the host has
/// a file system of that kind, mounted below /dev of the container, which is no part of its layer.
/// Neither the image nor `docker inspect` shows a value.
final class SecretFile implements AutoCloseable {
  static final String INSIDE = "/dev/carafe-secrets";

  private static final Path MEMORY = Path.of("/dev/shm");
  private final Path file;

  private SecretFile(Path file) {
    this.file = file;
  }

  static SecretFile of(Map<String, String> values, Path folder) {
    Path home = Files.isWritable(MEMORY) ? MEMORY : folder;
    try {
      Path file = Files.createTempFile(home, "carafe-secrets-", "", OwnerOnly.FILE);
      var secrets = new SecretFile(file);
      Files.writeString(file, ShellText.exports(values));
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException("Writing a file for secrets below " + home + " failed", e);
    }
  }

  Path path() {
    return file;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Deleting " + file + ", which holds secrets, failed", e);
    }
  }
}

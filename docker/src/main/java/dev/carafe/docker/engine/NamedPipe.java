package dev.carafe.docker.engine;

import dev.carafe.model.file.ContainerUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a command in a container reads: a named pipe in a folder that both sides see. docker-java
/// has no way to end the input of a command (its issue 1684); the end of a pipe is its writer's.
final class NamedPipe implements AutoCloseable {
  private final Path path;
  private @Nullable Thread feeder;

  private NamedPipe(Path path) {
    this.path = path;
  }

  /// One that `reader` alone may read.
  static NamedPipe in(Path folder, ContainerUser reader) throws IOException, InterruptedException {
    Path path = folder.resolve("in-" + UUID.randomUUID());
    int code =
        new ProcessBuilder("mkfifo", "-m", "600", path.toString()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("mkfifo %s failed with exit code %d".formatted(path, code));
    }
    reader.own(path);
    return new NamedPipe(path);
  }

  /// Its file's name.
  String name() {
    return path.getFileName().toString();
  }

  /// Passes everything on, on a thread of its own that first waits for a reader.
  void feed(InputStream in) {
    feeder = Thread.ofPlatform().daemon().name("exec-in").start(() -> pass(in));
  }

  private void pass(InputStream in) {
    try (OutputStream to = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
      in.transferTo(to);
    } catch (IOException e) {
      // the command has ended, or wants no more
    }
  }

  /// Lets a feeder go that still waits, for a reader or for more to pass on.
  @Override
  public void close() throws IOException {
    try (var _ = new RandomAccessFile(path.toFile(), "rw")) {
      Files.delete(path);
    }
    if (feeder != null) {
      feeder.interrupt();
    }
  }
}

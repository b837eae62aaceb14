package dev.carafe.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A `carafe` command that runs. Closing it kills it and every process that it started.
public final class RunningCommand implements AutoCloseable {
  private final Process process;
  private final List<String> arguments;
  private final Path out;
  private final Path err;

  RunningCommand(Process process, List<String> arguments, Path out, Path err) {
    this.process = process;
    this.arguments = List.copyOf(arguments);
    this.out = out;
    this.err = err;
  }

  /// Waits for its end and gives its exit code; one that takes longer is killed and fails the test.
  public int await(long limit, TimeUnit unit) {
    try {
      if (process.waitFor(limit, unit)) {
        return process.exitValue();
      }
      close();
      throw new AssertionError(
          "carafe %s did not end within %d %s; it said:%n%s%s"
              .formatted(arguments, limit, unit, out(), err()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for carafe " + arguments, e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Kills it as `kill -9` does, and leaves alone what it started.
  public void kill() {
    process.destroyForcibly();
    await(10, TimeUnit.SECONDS);
  }

  /// What it has said so far.
  public String out() {
    return read(out);
  }

  /// What it has said to standard error so far.
  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

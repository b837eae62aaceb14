package dev.carafe.docker.image;

import dev.carafe.model.spi.ImageStock.Log;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The output of one build as it comes: three lines of what it is, then its lines behind `>`, then
/// how it ended behind `=`. Commands may print what is not for everyone: the file is the owner's.
final class BuildLog implements AutoCloseable {
  private static final int HEAD = 3;
  private static final long MOST_CHARACTERS = 1 << 20;

  private final BufferedWriter file;
  private long left = MOST_CHARACTERS;

  private BuildLog(BufferedWriter file) {
    this.file = file;
  }

  static BuildLog begin(Path path, List<String> head) throws IOException {
    Files.deleteIfExists(path);
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    BuildLog log = new BuildLog(Files.newBufferedWriter(path));
    for (String line : head) {
      log.write(line);
    }
    return log;
  }

  synchronized void line(String line) {
    if (left <= 0) {
      return;
    }
    left -= line.length();
    write(left > 0 ? ">" + line : ">(what it printed after this is not kept)");
  }

  synchronized void end(String words) {
    words.lines().forEach(line -> write("=" + line));
  }

  private void write(String line) {
    try {
      file.write(line);
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Keeping the output of a build failed", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Keeping the output of a build failed", e);
    }
  }

  /// Empty for a file that has no head yet.
  static Optional<Log> read(String key, Path path) throws IOException {
    List<String> all =
        new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
    if (all.size() < HEAD) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    List<String> end = new ArrayList<>();
    for (String line : all.subList(HEAD, all.size())) {
      if (line.startsWith(">")) {
        lines.add(line.substring(1));
      } else if (line.startsWith("=")) {
        end.add(line.substring(1));
      }
    }
    return Optional.of(
        new Log(
            key,
            all.get(0),
            all.get(1),
            Instant.parse(all.get(2)),
            List.copyOf(lines),
            String.join("\n", end)));
  }
}

package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known about a file that was fetched, a line each: commit, etag, seconds since 1970,
/// bytes.
record FileMetadata(String commit, Etag etag, Instant at, long size) {
  private static final int LINES = 4;

  static Optional<FileMetadata> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return lines.size() < LINES
          ? Optional.empty()
          : Optional.of(
              new FileMetadata(
                  lines.get(0),
                  new Etag(lines.get(1)),
                  Instant.ofEpochMilli((long) (Double.parseDouble(lines.get(2)) * 1000)),
                  Long.parseLong(lines.get(3))));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  String text() {
    double seconds = at.toEpochMilli() / 1000.0;
    return "%s\n%s\n%s\n%d\n".formatted(commit, etag.text(), Double.toString(seconds), size);
  }

  /// Whether the file was not touched since.
  boolean fits(Path file) throws IOException {
    Instant changed = Files.getLastModifiedTime(file).toInstant();
    return Files.size(file) == size && !changed.isAfter(at.plusSeconds(1));
  }
}

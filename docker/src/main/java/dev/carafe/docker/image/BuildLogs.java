package dev.carafe.docker.image;

import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageStock.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The output of the last build of each layer, a file a layer. Both a file and their number are
/// bounded; the oldest go. Safe for use by many threads.
final class BuildLogs {
  private static final int MOST = 500;
  private static final String END = ".log";
  private static final Pattern KEY = Pattern.compile("[0-9a-f]+");

  private final Path folder;

  BuildLogs(Path folder) {
    this.folder = folder;
  }

  /// Begins the log of a build, in place of the one before.
  BuildLog begin(String key, String image, String step) {
    try {
      Files.createDirectories(folder);
      trim();
      return BuildLog.begin(file(key), List.of(image, oneLine(step), Instant.now().toString()));
    } catch (IOException e) {
      throw new EngineException(
          "The output of a build cannot be kept in %s: %s".formatted(folder, e), e);
    }
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  private void trim() throws IOException {
    List<Path> files = newestFirst();
    for (Path file : files.subList(Math.min(MOST - 1, files.size()), files.size())) {
      Files.deleteIfExists(file);
    }
  }

  Optional<Log> of(String key) {
    return KEY.matcher(key).matches() ? read(file(key)) : Optional.empty();
  }

  /// The newest first.
  List<Log> all() {
    try {
      return newestFirst().stream().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + folder + " failed", e);
    }
  }

  void remove(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw new UncheckedIOException("Deleting the build output of " + key + " failed", e);
    }
  }

  private Path file(String key) {
    return folder.resolve(key + END);
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(END))
          .sorted(Comparator.comparing(BuildLogs::changed).reversed())
          .toList();
    }
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException _) {
      return Instant.EPOCH; // another thread was faster
    }
  }

  private static Optional<Log> read(Path file) {
    String name = file.getFileName().toString();
    try {
      return BuildLog.read(name.substring(0, name.length() - END.length()), file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }
}

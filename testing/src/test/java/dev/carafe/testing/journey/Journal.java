package dev.carafe.testing.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What [Steps] has written down.
record Journal(Path file) {

  static Journal in(Path folder) {
    return new Journal(folder.resolve("journal"));
  }

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until the last line begins so.
  void awaitLast(String start) {
    Eventually.is(
        "the journal ends with " + start,
        () -> !lines().isEmpty() && lines().getLast().startsWith(start),
        () -> lines().toString());
  }

  /// Lets the work go on.
  void letGo() {
    try {
      Files.createFile(file.resolveSibling("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

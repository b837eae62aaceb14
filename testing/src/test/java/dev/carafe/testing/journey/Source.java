package dev.carafe.testing.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes source files for the command to read.
final class Source {
  private static final String IMPORTS =
      """
      import dev.carafe.annotations.*;
      import dev.carafe.client.*;
      """;

  private Source() {}

  /// A file with a class of that name, the imports of Carafe on its first two lines.
  static Path write(Path folder, String className, String body) {
    try {
      return Files.writeString(folder.resolve(className + ".java"), IMPORTS + body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

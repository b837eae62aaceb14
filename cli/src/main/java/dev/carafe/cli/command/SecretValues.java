package dev.carafe.cli.command;

import dev.carafe.model.app.Naming;
import dev.carafe.model.file.FileWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of a secret, from where a person gave them. No message ever shows one.
final class SecretValues {
  private SecretValues() {}

  static Map<String, String> read(List<String> pairs, Optional<Path> file, InputStream in) {
    Map<String, String> values = new LinkedHashMap<>();
    file.ifPresent(path -> readFile(path, values));
    boolean readInput = false;
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        // the text may be a value, so it is not shown
        throw new UsageException(
            "Each value of a secret is written KEY=VALUE, or KEY=- to read standard input.");
      }
      String key = checked(pair.substring(0, equals));
      String value = pair.substring(equals + 1);
      if (value.equals("-")) {
        if (readInput) {
          throw new UsageException("Only one key can be read from standard input (KEY=-).");
        }
        readInput = true;
        value = input(in);
      }
      values.put(key, value);
    }
    if (values.isEmpty()) {
      throw new UsageException(
          "A secret needs at least one value: KEY=VALUE, KEY=- or --from-file FILE.");
    }
    return values;
  }

  private static String input(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\R$", "");
    } catch (IOException e) {
      throw new UncheckedIOException("Reading standard input failed: " + e.getMessage(), e);
    }
  }

  private static void readFile(Path file, Map<String, String> values) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UsageException("Cannot read %s: %s".formatted(file, FileWords.of(e)));
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      line = line.startsWith("export ") ? line.substring("export ".length()) : line;
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "%s:%d: a line is written KEY=VALUE; this one has no =.".formatted(file, i + 1));
      }
      values.put(checked(line.substring(0, equals).strip()), unquoted(line.substring(equals + 1)));
    }
  }

  private static String unquoted(String text) {
    String value = text.strip();
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String checked(String key) {
    if (!Naming.isVariable(key)) {
      throw new UsageException(
          "\"%s\" cannot name an environment variable: letters, digits and _, no digit first."
              .formatted(key));
    }
    return key;
  }
}

package dev.carafe.image.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Shows a problem on a terminal: its text, and where it is in a source file, the line with a caret
/// below.
public final class CodeFrame {
  private CodeFrame() {}

  /// Several lines without a line break at the end.
  public static String of(Problem problem) {
    var text = new StringBuilder(problem.place() + ": " + problem.what());
    if (problem.place() instanceof Place.InSource source) {
      line(source).ifPresent(line -> appendLine(text, line, source));
    }
    if (!problem.why().isEmpty()) {
      text.append("\n  ").append(problem.why());
    }
    if (!problem.edit().isEmpty()) {
      text.append("\n  → ").append(problem.edit());
    }
    return text.toString();
  }

  private static void appendLine(StringBuilder text, String line, Place.InSource source) {
    String number = Integer.toString(source.line());
    int start = Math.min(source.column() - 1, line.length());
    int length = Math.max(1, Math.min(source.length(), line.length() - start));
    // tabs stay tabs below, so that the caret stands where the eye expects it
    String indent = line.substring(0, start).replaceAll("[^\t]", " ");
    text.append("\n  ").append(number).append(" | ").append(line);
    text.append("\n  ").append(" ".repeat(number.length())).append(" | ");
    text.append(indent).append("^".repeat(length));
  }

  private static java.util.Optional<String> line(Place.InSource source) {
    try {
      List<String> lines = Files.readAllLines(source.file());
      return source.line() <= lines.size()
          ? java.util.Optional.of(lines.get(source.line() - 1))
          : java.util.Optional.empty();
    } catch (IOException e) {
      return java.util.Optional.empty(); // the text alone says what is wrong
    }
  }
}

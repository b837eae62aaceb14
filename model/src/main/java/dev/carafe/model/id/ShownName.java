package dev.carafe.model.id;

/// Names as people see them. A file may be called almost anything; shown raw, such a name could
/// break a line in two or talk to the terminal.
public final class ShownName {
  private ShownName() {}

  /// The name with control characters and line ends as escapes: `\n`, `\u001b`.
  public static String of(String name) {
    return escaped(name, "");
  }

  /// The same for a text of several lines: its line ends and tabs stay.
  public static String inText(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(c -> isControl(c) && kept.indexOf(c) < 0)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isControl(c) && kept.indexOf(c) < 0) {
                shown.append(escape(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(c);
    };
  }
}

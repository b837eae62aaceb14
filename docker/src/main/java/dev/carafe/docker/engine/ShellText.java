package dev.carafe.docker.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Text that a shell reads back as it was.
public final class ShellText {
  private ShellText() {}

  /// One word, whatever it holds.
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// Lines that set these variables, in the order of their names.
  public static String exports(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e -> "export %s=%s\n".formatted(e.getKey(), quoted(e.getValue())))
            .collect(Collectors.joining());
  }
}

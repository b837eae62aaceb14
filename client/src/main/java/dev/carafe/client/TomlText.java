package dev.carafe.client;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of TOML that a config file of names and texts uses: tables, `key = "text"`, comments.
final class TomlText {
  private static final Pattern TABLE = Pattern.compile("\\[\\s*([A-Za-z0-9_.\"-]+)\\s*]\\s*(#.*)?");
  private static final Pattern ENTRY =
      Pattern.compile(
          "([A-Za-z0-9_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"|'([^']*)'|([A-Za-z0-9_.+-]+))\\s*(#.*)?");

  private TomlText() {}

  /// All values by `table.key`; an IllegalArgumentException names the line that is none of this.
  static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    String prefix = "";
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher table = TABLE.matcher(line);
      Matcher entry = ENTRY.matcher(line);
      if (table.matches()) {
        prefix = table.group(1).replace("\"", "") + ".";
      } else if (entry.matches()) {
        values.put(prefix + entry.group(1), value(entry));
      } else {
        throw new IllegalArgumentException(
            "line %d is neither [table] nor key = \"text\": %s".formatted(number, line));
      }
    }
    return values;
  }

  private static String value(Matcher entry) {
    if (entry.group(2) != null) {
      return entry.group(2).replaceAll("\\\\([\"\\\\])", "$1");
    }
    return entry.group(3) != null ? entry.group(3) : entry.group(4);
  }
}

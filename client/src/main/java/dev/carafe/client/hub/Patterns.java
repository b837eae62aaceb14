package dev.carafe.client.hub;

import java.util.List;
import java.util.regex.Pattern;

/// Which files are wanted, by shell patterns: `*` is anything, slashes too, `?` one character, and
/// a pattern that ends with a slash is all below that folder.
record Patterns(List<String> allow, List<String> ignore) {
  static final Patterns ALL = new Patterns(List.of(), List.of());

  Patterns {
    allow = List.copyOf(allow);
    ignore = List.copyOf(ignore);
  }

  boolean want(String file) {
    return (allow.isEmpty() || any(allow, file)) && !any(ignore, file);
  }

  private static boolean any(List<String> patterns, String file) {
    return patterns.stream().anyMatch(pattern -> expression(pattern).matcher(file).matches());
  }

  private static Pattern expression(String pattern) {
    StringBuilder expression = new StringBuilder();
    String whole = pattern.endsWith("/") ? pattern + "*" : pattern;
    whole
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }
}

package dev.carafe.docker.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why the engine refused, in its own words: its answers are JSON around a sentence.
final class Reason {
  private static final Pattern JSON =
      Pattern.compile(
          "^(?:Status \\d+: )?\\{\\s*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*}$");

  private Reason() {}

  static String of(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).strip();
    Matcher json = JSON.matcher(text);
    return json.matches()
        ? json.group(1).replaceAll("\\\\[nrt]", " ").replaceAll("\\\\(.)", "$1").strip()
        : text;
  }
}

package dev.carafe.model.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one place that reads and writes durations as users do: `500ms`, `300s`, `30m`, `2h`, `7d`.
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s?(ms|s|m|h|d)");

  private Durations() {}

  /// Reads a number and its unit; throws `IllegalArgumentException` for anything else.
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a duration is a number and its unit, like \"500ms\", \"300s\", \"30m\" or \"2h\": \"%s\""
              .formatted(text));
    }
    return Duration.ofMillis(
        new BigDecimal(matcher.group(1))
            .multiply(BigDecimal.valueOf(millis(matcher.group(2))))
            .longValue());
  }

  /// As users write it: `300s`, `1500ms`.
  public static String text(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }
}

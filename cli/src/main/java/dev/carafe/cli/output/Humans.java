package dev.carafe.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Amounts and times as people say them.
public final class Humans {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Humans() {}

  /// `23.1 MiB`.
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, amount >= 100 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }

  /// `12 ms`, `1.4 s`, `3 min 20 s`, `2 h 5 min`, `4 d`.
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (duration.toHours() < 1) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toDays() < 2
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : duration.toDays() + " d";
  }

  /// `3 min ago`; clocks that differ a little do not show.
  public static String ago(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toMinutes() < -1) {
      return "in the future";
    }
    if (age.toSeconds() < 1) {
      return "just now";
    }
    if (age.toMinutes() < 1) {
      return age.toSeconds() + " s ago";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " d ago";
  }

  /// `1 file`, `3 files`.
  public static String count(long n, String one) {
    return n == 1 ? "1 " + one : n + " " + one + "s";
  }
}

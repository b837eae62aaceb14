package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What the figures were taken on.
final class Machine {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Machine() {}

  /// The time of day in UTC, to the minute.
  static String now() {
    return ZonedDateTime.now(ZoneOffset.UTC).format(MINUTE);
  }

  /// The load average of the last minute; "?" where there is no such thing.
  static String load() {
    return firstWord("/proc/loadavg");
  }

  /// Processors, kernel, system and JDK in one line.
  static String described() {
    return "%d-core %s, %s, Linux %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            system(),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static String system() {
    try {
      return Files.readAllLines(Path.of("/etc/os-release")).stream()
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
  }

  private static String firstWord(String file) {
    try {
      return Files.readString(Path.of(file)).split(" ")[0];
    } catch (IOException e) {
      return "?";
    }
  }
}

package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One line of the table: a figure of Carafe's, its floor, and how they relate.
record Figure(String name, String floorName, Unit unit, Interleaved times, Goal goal) {
  /// How nanoseconds are shown.
  enum Unit {
    MICROS,
    MILLIS,
    SECONDS
  }

  /// What the ratio is to be.
  sealed interface Goal {
    /// Carafe's time ÷ the floor's: at most so much.
    record AtMost(double ratio) implements Goal {}

    /// The floor's time ÷ Carafe's, for what is counted by the second, `units` in each sample.
    record RateAtLeast(double ratio, long units, String of) implements Goal {}

    /// For comparison only.
    record None() implements Goal {}
  }

  /// Prints it, and adds it to the table that `carafe.table` names.
  void report() throws IOException {
    System.out.printf(
        "%s (n = %,d each)%n  floor   %s: %s (p90 %s)%n  carafe  %s (p90 %s)%n  ratio   %s (p90 %s),"
            + " goal %s: %s%n",
        name,
        times.carafe().count(),
        floorName,
        shown(times.floor().median()),
        shown(times.floor().p90()),
        shown(times.carafe().median()),
        shown(times.carafe().p90()),
        number(ratio()),
        number(ratio90()),
        goalText(),
        verdict());
    String line =
        "| %s | %s: %s (%s) | %s (%s) | %s (%s) | %s | %s | %,d | %s, load %s |\n"
            .formatted(
                name,
                floorName,
                shown(times.floor().median()),
                shown(times.floor().p90()),
                shown(times.carafe().median()),
                shown(times.carafe().p90()),
                number(ratio()),
                number(ratio90()),
                goalText(),
                verdict(),
                times.carafe().count(),
                Machine.now(),
                Machine.load());
    append(line);
  }

  /// Adds a line to the table that `carafe.table` names, if it names one.
  static void append(String line) throws IOException {
    Optional<String> table = Optional.ofNullable(System.getProperty("carafe.table"));
    if (table.isPresent()) {
      Files.writeString(
          Path.of(table.get()), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private double ratio() {
    return ratio(times.carafe().median(), times.floor().median());
  }

  private double ratio90() {
    return ratio(times.carafe().p90(), times.floor().p90());
  }

  private double ratio(double carafe, double floor) {
    return goal instanceof Goal.RateAtLeast ? floor / carafe : carafe / floor;
  }

  private String goalText() {
    return switch (goal) {
      case Goal.AtMost g -> "≤ " + number(g.ratio());
      case Goal.RateAtLeast g -> "≥ " + number(g.ratio());
      case Goal.None _ -> "–";
    };
  }

  private String verdict() {
    return switch (goal) {
      case Goal.AtMost g -> ratio() <= g.ratio() ? "met" : "missed";
      case Goal.RateAtLeast g -> ratio() >= g.ratio() ? "met" : "missed";
      case Goal.None _ -> "–";
    };
  }

  private String shown(double nanos) {
    if (goal instanceof Goal.RateAtLeast rate) {
      return "%s %s/s".formatted(thousands(rate.units() / (nanos / 1e9)), rate.of());
    }
    return switch (unit) {
      case MICROS -> "%s µs".formatted(number(nanos / 1e3));
      case MILLIS -> "%s ms".formatted(number(nanos / 1e6));
      case SECONDS -> "%s s".formatted(number(nanos / 1e9));
    };
  }

  private static String thousands(double value) {
    return value >= 100 ? "%,.0f".formatted(value) : number(value);
  }

  private static String number(double value) {
    if (value >= 100) {
      return "%,.0f".formatted(value);
    }
    String text = value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}

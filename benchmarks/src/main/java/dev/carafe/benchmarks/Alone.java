package dev.carafe.benchmarks;

import java.io.IOException;

/// One line of the table for a figure that has no floor: only a goal of its own.
record Alone(String name, Samples times, Goal goal) {
  /// What the median is to be.
  sealed interface Goal {
    /// So much time at most.
    record AtMost(double millis) implements Goal {}

    /// So much by the second at least, `units` in each sample.
    record RateAtLeast(double rate, long units, String of) implements Goal {}
  }

  Alone(String name, Samples times, double goalMillis) {
    this(name, times, new Goal.AtMost(goalMillis));
  }

  void report() throws IOException {
    String took = "%s (%s)".formatted(shown(times.median()), shown(times.p90()));
    System.out.printf(
        "%s (n = %,d): %s, goal %s: %s%n", name, times.count(), took, goalText(), verdict());
    Figure.append(
        "| %s | – | %s | – | %s | %s | %,d | %s, load %s |\n"
            .formatted(
                name, took, goalText(), verdict(), times.count(), Machine.now(), Machine.load()));
  }

  private String shown(double nanos) {
    return switch (goal) {
      case Goal.AtMost _ -> "%.1f ms".formatted(nanos / 1e6);
      case Goal.RateAtLeast g -> "%,.0f %s/s".formatted(g.units() / (nanos / 1e9), g.of());
    };
  }

  private String goalText() {
    return switch (goal) {
      case Goal.AtMost g -> "≤ %.0f ms".formatted(g.millis());
      case Goal.RateAtLeast g -> "≥ %,.0f %s/s".formatted(g.rate(), g.of());
    };
  }

  private String verdict() {
    boolean met =
        switch (goal) {
          case Goal.AtMost g -> times.median() / 1e6 <= g.millis();
          case Goal.RateAtLeast g -> g.units() / (times.median() / 1e9) >= g.rate();
        };
    return met ? "met" : "missed";
  }
}

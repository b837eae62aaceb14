package dev.carafe.benchmarks;

import java.io.IOException;

/// One line of the table for a time that has no floor: only a most that it is to take.
record Alone(String name, Samples times, double goalMillis) {
  void report() throws IOException {
    String took = "%.1f ms (%.1f ms)".formatted(times.median() / 1e6, times.p90() / 1e6);
    String verdict = times.median() / 1e6 <= goalMillis ? "met" : "missed";
    System.out.printf(
        "%s (n = %,d): %s, goal ≤ %.0f ms: %s%n", name, times.count(), took, goalMillis, verdict);
    Figure.append(
        "| %s | – | %s | – | ≤ %.0f ms | %s | %,d | %s, load %s |\n"
            .formatted(
                name, took, goalMillis, verdict, times.count(), Machine.now(), Machine.load()));
  }
}

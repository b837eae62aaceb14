package dev.carafe.benchmarks;

import java.util.Arrays;

/// What one side's samples came to: nanoseconds, sorted.
record Samples(long[] sorted) {

  static Samples of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
  }

  /// The 90th percentile: nine of ten were as fast or faster.
  double p90() {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * 0.9) - 1)];
  }
}

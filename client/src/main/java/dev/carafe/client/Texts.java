package dev.carafe.client;

import java.time.Duration;

/// Durations as annotations have them: `300s`, `1500ms`.
final class Texts {
  private Texts() {}

  static String of(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}

package dev.carafe.testing.journey;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what other processes do.
final class Eventually {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Eventually() {}

  static void is(String what, BooleanSupplier condition) {
    is(what, condition, () -> "");
  }

  /// Waits until it is so; fails the test with `found` when it does not come to be.
  static void is(String what, BooleanSupplier condition, Supplier<String> found) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within %d s: %s; found: %s".formatted(LIMIT.toSeconds(), what, found.get()));
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting until " + what, e);
      }
    }
  }
}

package dev.carafe.usage;

import java.util.function.BooleanSupplier;

/// Waits for what another thread is about to do.
final class Waits {
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private Waits() {}

  static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about within 20 s");
      }
      Thread.sleep(5);
    }
  }
}

package dev.carafe.agent.invoke;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// When results leave: with the last that its thread has to do, so that results of inputs that came
/// along leave in one message; at once where that takes long. Whoever starts a method while results
/// are held sees to it that another thread can release them. Safe for use by many threads.
final class Departures {
  private static final long HELD_NANOS = 500_000;

  private final Runnable flush;
  private final AtomicBoolean held = new AtomicBoolean();
  private final LongSupplier nanoTime;
  private volatile long heldSince;

  Departures(Runnable flush, LongSupplier nanoTime) {
    this.flush = flush;
    this.nanoTime = nanoTime;
  }

  /// Results were posted, of a run that began then.
  void returned(long beganNanos) {
    long now = nanoTime.getAsLong();
    boolean first = held.compareAndSet(false, true);
    if (first) {
      heldSince = now;
    }
    if (now - (first ? beganNanos : heldSince) > HELD_NANOS) {
      var _ = release();
    }
  }

  /// Whether results wait.
  boolean holding() {
    return held.get();
  }

  /// Sends what is held; whether there was something.
  boolean release() {
    boolean was = held.getAndSet(false);
    if (was) {
      flush.run();
    }
    return was;
  }
}

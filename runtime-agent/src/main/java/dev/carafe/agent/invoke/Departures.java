package dev.carafe.agent.invoke;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// When results leave: at once, unless inputs that came along have not even started. Those are
/// about to end as well, if they are short, and then all leave in one message. A result is held for
/// a tick of the [dev.carafe.agent.link.Ticker] at the very most. Safe for use by many threads.
final class Departures {
  private static final long HELD_NANOS = 500_000;

  private final Runnable flush;
  private final AtomicInteger unstarted = new AtomicInteger();
  private volatile boolean held;
  private final LongSupplier nanoTime;
  private volatile long lastFlush;

  Departures(Runnable flush, LongSupplier nanoTime) {
    this.flush = flush;
    this.nanoTime = nanoTime;
    this.lastFlush = nanoTime.getAsLong();
  }

  /// So many runs are on their way to a thread.
  void starting(int runs) {
    unstarted.addAndGet(runs);
  }

  /// One has got there.
  void started() {
    if (unstarted.decrementAndGet() == 0) {
      var _ = release();
    }
  }

  /// The results of one were posted.
  void returned() {
    if (unstarted.get() == 0 || nanoTime.getAsLong() - lastFlush > HELD_NANOS) {
      leave();
      return;
    }
    held = true;
    if (unstarted.get() == 0) { // the last one has started meanwhile, and may not have seen it
      leave();
    }
  }

  /// Sends what is held; whether there was something.
  boolean release() {
    boolean was = held;
    if (was) {
      leave();
    }
    return was;
  }

  private void leave() {
    held = false;
    lastFlush = nanoTime.getAsLong();
    flush.run();
  }
}

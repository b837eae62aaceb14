package dev.carafe.scheduler.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The machine's time: epoch milliseconds as of its making, counted on by the steady clock, so that
/// no one who sets the machine's clock makes a timeout early or late. One daemon thread sleeps
/// until the alarm.
public final class SteadyClock implements LoopClock {
  private static final long CLOSE_MILLIS = 5_000;
  private final long originMillis = System.currentTimeMillis();
  private final long originNanos = System.nanoTime();
  private final AtomicLong wakeAt = new AtomicLong(Long.MAX_VALUE);
  private final Thread sleeper;
  private volatile Runnable alarm = () -> {};
  private volatile boolean closed;

  public SteadyClock() {
    sleeper = Thread.ofPlatform().name("carafe-alarm").daemon().start(this::sleep);
  }

  @Override
  public long millis() {
    return originMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - originNanos);
  }

  @Override
  public void onAlarm(Runnable alarm) {
    this.alarm = alarm;
  }

  @Override
  public void wakeAt(long atMillis) {
    long before = wakeAt.getAndSet(atMillis);
    if (atMillis < before) {
      LockSupport.unpark(sleeper);
    }
  }

  private void sleep() {
    while (!closed) {
      long at = wakeAt.get();
      long left = at - millis();
      if (at == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else if (left > 0) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
      } else if (wakeAt.compareAndSet(at, Long.MAX_VALUE)) {
        alarm.run();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(sleeper);
    if (Thread.currentThread() == sleeper) {
      return;
    }
    try {
      sleeper.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

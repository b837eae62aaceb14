package dev.carafe.scheduler.loop;

/// A clock that a test moves.
final class ManualClock implements LoopClock {
  private Runnable alarm = () -> {};
  private long now = 1_000_000;
  private long wakeAt = Long.MAX_VALUE;
  boolean closed;

  @Override
  public synchronized long millis() {
    return now;
  }

  @Override
  public void onAlarm(Runnable alarm) {
    this.alarm = alarm;
  }

  @Override
  public synchronized void wakeAt(long atMillis) {
    wakeAt = atMillis;
  }

  /// Moves on, with every alarm on the way.
  void pass(long millis) {
    long end = millis() + millis;
    while (takeDue(end)) {
      alarm.run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized boolean takeDue(long end) {
    if (wakeAt > end) {
      return false;
    }
    now = Math.max(now, wakeAt);
    wakeAt = Long.MAX_VALUE;
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}

package dev.carafe.agent.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Does what may wait a moment, so that calls need not do it: sends log lines, says what has been
/// running for a while, and gives a sign of life. It looks every 10 ms while there is something
/// going on, and sleeps else.
public final class Ticker {
  private static final long TICK_NANOS = 10_000_000L;
  private static final int TICKS_AWAKE = 100;
  private static final long HEARTBEAT_NANOS = 5_000_000_000L;

  private final List<BooleanSupplier> tasks = new CopyOnWriteArrayList<>();
  private volatile boolean asleep;
  private volatile @Nullable Thread thread;

  /// A task says whether there was something to do.
  public void add(BooleanSupplier task) {
    tasks.add(task);
  }

  public void start(Link link) {
    thread = Thread.ofPlatform().daemon().name("carafe-ticker").start(() -> run(link));
  }

  public void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /// There is something to do now, or soon.
  public void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void run(Link link) {
    int quiet = 0;
    long lastBeat = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      quiet = tick() ? 0 : quiet + 1;
      if (System.nanoTime() - lastBeat > HEARTBEAT_NANOS) {
        lastBeat = System.nanoTime();
        link.heartbeat();
      }
      if (quiet < TICKS_AWAKE) {
        LockSupport.parkNanos(TICK_NANOS);
      } else {
        asleep = true;
        if (!tick()) { // something may have come before others saw us asleep
          LockSupport.parkNanos(HEARTBEAT_NANOS);
        }
        asleep = false;
        quiet = 0;
      }
    }
  }

  private boolean tick() {
    boolean busy = false;
    for (BooleanSupplier task : tasks) {
      busy |= task.getAsBoolean();
    }
    return busy;
  }
}

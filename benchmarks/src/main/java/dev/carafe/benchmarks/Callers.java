package dev.carafe.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// 64 threads that make a number of calls together.
final class Callers implements AutoCloseable {
  static final int COUNT = 64;

  private final CyclicBarrier start = new CyclicBarrier(COUNT + 1);
  private final CyclicBarrier end = new CyclicBarrier(COUNT + 1);
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile Interleaved.Work work = () -> {};
  private volatile boolean over;

  Callers() {
    for (int i = 0; i < COUNT; i++) {
      Thread.ofPlatform().daemon().name("caller-" + i).start(this::serve);
    }
  }

  /// The nanoseconds that so many calls take, from the first to the last.
  long nanos(int calls, Interleaved.Work call) throws Exception {
    work = call;
    left.set(calls);
    long begin = System.nanoTime();
    start.await();
    end.await();
    long took = System.nanoTime() - begin;
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return took;
  }

  private void serve() {
    try {
      while (!over) {
        start.await();
        callAll();
        end.await();
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      if (!over) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private void callAll() {
    try {
      while (left.getAndDecrement() > 0) {
        work.run();
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void close() {
    over = true;
    start.reset(); // wakes those that wait for more
  }
}

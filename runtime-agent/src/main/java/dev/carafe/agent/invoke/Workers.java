package dev.carafe.agent.invoke;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Runs what is ready on as few virtual threads as do. One thread takes run after run; behind it
/// waits a spare, which gets its turn as soon as the one before it waits for something or ends, and
/// takes a spare of its own. So runs that wait never keep others from starting, and those that do
/// not cost no thread each. Safe for use by many threads.
final class Workers {
  private final Queue<Run> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean spare = new AtomicBoolean();
  private final Consumer<Run> work;
  private final Departures departures;

  Workers(Consumer<Run> work, Departures departures) {
    this.work = work;
    this.departures = departures;
  }

  void start(Collection<Run> runs) {
    ready.addAll(runs);
    startSpare();
  }

  private void startSpare() {
    if (spare.compareAndSet(false, true)) {
      Thread.ofVirtual().start(this::work);
    }
  }

  private void work() {
    spare.set(false);
    for (Run run = ready.poll(); run != null; run = ready.poll()) {
      if (!ready.isEmpty() || departures.holding()) {
        startSpare();
      }
      work.accept(run);
    }
    var _ = departures.release();
  }
}

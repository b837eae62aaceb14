package dev.carafe.scheduler.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/// What happens when in a simulated history.
final class Agenda {
  private record Entry(long at, long order, Runnable what) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long order;

  void add(long at, Runnable what) {
    entries.add(new Entry(at, order++, what));
  }

  long next() {
    return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().at();
  }

  void runNext() {
    entries.remove().what().run();
  }
}

package dev.carafe.scheduler.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All alarms, earliest first: a binary heap whose elements know their place, so that setting anew
/// and cancelling cost no search and leave nothing behind.
final class Timers {
  private @Nullable Timer[] heap = new @Nullable Timer[64];
  private int size;

  void set(Timer timer, long due) {
    if (!timer.isSet()) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      timer.due = due;
      up(timer, size++);
      return;
    }
    long before = timer.due;
    timer.due = due;
    if (due < before) {
      up(timer, timer.slot);
    } else if (due > before) {
      down(timer, timer.slot);
    }
  }

  void cancel(Timer timer) {
    int slot = timer.slot;
    if (slot == Timer.UNSET) {
      return;
    }
    timer.slot = Timer.UNSET;
    Timer last = at(--size);
    heap[size] = null;
    if (last != timer) {
      up(last, slot);
      if (last.slot == slot) {
        down(last, slot);
      }
    }
  }

  long next() {
    return size == 0 ? Long.MAX_VALUE : at(0).due;
  }

  /// Takes the earliest alarm that is due at `now`.
  @Nullable Timer takeDue(long now) {
    if (next() > now) {
      return null;
    }
    Timer first = at(0);
    cancel(first);
    return first;
  }

  private void up(Timer timer, int from) {
    int slot = from;
    while (slot > 0) {
      int parent = (slot - 1) >>> 1;
      Timer above = at(parent);
      if (above.due <= timer.due) {
        break;
      }
      put(above, slot);
      slot = parent;
    }
    put(timer, slot);
  }

  private void down(Timer timer, int from) {
    int slot = from;
    while (2 * slot + 1 < size) {
      int child = 2 * slot + 1;
      if (child + 1 < size && at(child + 1).due < at(child).due) {
        child++;
      }
      Timer below = at(child);
      if (below.due >= timer.due) {
        break;
      }
      put(below, slot);
      slot = child;
    }
    put(timer, slot);
  }

  private void put(Timer timer, int slot) {
    heap[slot] = timer;
    timer.slot = slot;
  }

  private Timer at(int slot) {
    Timer timer = heap[slot];
    if (timer == null) {
      throw new IllegalStateException("no timer at " + slot + " of " + size);
    }
    return timer;
  }
}

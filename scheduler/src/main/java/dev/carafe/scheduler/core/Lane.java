package dev.carafe.scheduler.core;

import dev.carafe.model.app.Batching;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The inputs of one function: first in, first out. With the next version of an app it moves to the
/// new pool as a whole. Cancelled inputs stay in the queue, dead, until they come up or are the
/// most of it.
final class Lane {
  Pool pool;
  PoolFunction function;
  private final ArrayDeque<Input> queue = new ArrayDeque<>();
  private int size;

  /// Those that wait out a retry's delay, or for their caller.
  final LinkedHashSet<Input> delayed = new LinkedHashSet<>();

  /// Waiting and total inputs by the kind of limit that holds for them.
  int pending;

  int total;
  int pendingSpawns;
  int totalSpawns;

  Lane(Pool pool, PoolFunction function) {
    this.pool = pool;
    this.function = function;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void addLast(Input input) {
    queued(input);
    queue.addLast(input);
  }

  /// For inputs that have waited before.
  void addFirst(Input input) {
    queued(input);
    queue.addFirst(input);
  }

  private void queued(Input input) {
    input.state = Input.State.QUEUED;
    input.lane = this;
    count(input, 1);
    size++;
  }

  @Nullable Input head() {
    Input head = queue.peekFirst();
    while (head != null && head.state != Input.State.QUEUED) {
      queue.pollFirst();
      head = queue.peekFirst();
    }
    return head;
  }

  /// Takes the head, which must be there; the caller gives it its next state.
  Input take() {
    Input head = head();
    if (head == null) {
      throw new IllegalStateException("nothing queued for " + function.name());
    }
    queue.pollFirst();
    size--;
    count(head, -1);
    return head;
  }

  /// Takes an input out of the middle. One that may be queued again must not stay behind dead.
  void remove(Input input, Input.State next) {
    input.state = next;
    size--;
    count(input, -1);
    if (next != Input.State.ENDED) {
      queue.remove(input);
    } else if (queue.size() > 64 && queue.size() > 2 * size) {
      queue.removeIf(i -> i.state != Input.State.QUEUED);
    }
  }

  private void count(Input input, int change) {
    if (input.spawned()) {
      pendingSpawns += change;
    } else {
      pending += change;
    }
  }

  void countTotal(Input input, int change) {
    if (input.spawned()) {
      totalSpawns += change;
    } else {
      total += change;
    }
  }

  /// How many runs the waiting inputs make.
  int runs() {
    if (function.batched().isEmpty()) {
      return size;
    }
    int most = function.batched().get().maxSize();
    return (size + most - 1) / most;
  }

  /// When its head may be dispatched: now or earlier, or at the end of a batch's wait.
  long dispatchableAt(Input head) {
    if (function.batched().isEmpty()) {
      return Long.MIN_VALUE;
    }
    Batching batching = function.batched().get();
    return size >= batching.maxSize()
        ? Long.MIN_VALUE
        : head.arrivedAt + batching.maxWait().toMillis();
  }

  void forEachQueued(Consumer<Input> consumer) {
    queue.forEach(
        i -> {
          if (i.state == Input.State.QUEUED) {
            consumer.accept(i);
          }
        });
  }
}

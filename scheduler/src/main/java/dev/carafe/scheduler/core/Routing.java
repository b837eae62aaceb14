package dev.carafe.scheduler.core;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Which waiting input goes to which ready container.
final class Routing {
  private final State state;

  Routing(State state) {
    this.state = state;
  }

  void dispatch(Pool pool) {
    if (pool.sweep != null || state.holds(pool)) {
      return;
    }
    while (true) {
      Container container = pool.open();
      Lane lane = container == null ? null : next(pool);
      if (container == null || lane == null) {
        return;
      }
      run(container, lane);
    }
  }

  /// The lane whose head has waited longest among those that may go now.
  private @Nullable Lane next(Pool pool) {
    Lane best = null;
    long bestOrder = Long.MAX_VALUE;
    for (Lane lane : pool.lanes) {
      Input head = lane.isEmpty() ? null : lane.head();
      if (head != null && head.order < bestOrder && lane.dispatchableAt(head) <= state.now) {
        best = lane;
        bestOrder = head.order;
      }
    }
    return best;
  }

  private void run(Container container, Lane lane) {
    boolean batch = lane.function.batched().isPresent();
    int count = batch ? Math.min(lane.size(), lane.function.batched().get().maxSize()) : 1;
    var inputs = new Input[count];
    var attempts = new ArrayList<Attempt>(count);
    for (int i = 0; i < count; i++) {
      Input input = lane.take();
      input.state = Input.State.RUNNING;
      input.attempts++;
      inputs[i] = input;
      attempts.add(input.attempt());
    }
    var run = new Run(container, inputs);
    container.add(run);
    container.used = true;
    container.become(ContainerState.BUSY, state.now);
    Pool pool = container.pool;
    // Until the agent says that it has begun, it has the time of a lost link besides.
    state.timers.set(run.timer, state.after(pool.attemptMillis + state.reattachMillis));
    pool.refresh(container, true);
    state.emit(new Action.Dispatch(container.id, attempts, batch, pool.attemptMillis));
  }

  /// When the next incomplete batch is to go, if a container could take it, or all may go again.
  long nextBatchAt(Pool pool) {
    if (state.holds(pool)) {
      return state.heldUntil() > state.now ? state.heldUntil() : Long.MAX_VALUE;
    }
    long at = Long.MAX_VALUE;
    if (pool.open() != null) {
      for (Lane lane : pool.lanes) {
        Input head = lane.isEmpty() ? null : lane.head();
        if (head != null) {
          at = Math.min(at, lane.dispatchableAt(head));
        }
      }
    }
    return at;
  }
}

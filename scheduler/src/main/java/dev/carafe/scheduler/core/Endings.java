package dev.carafe.scheduler.core;

import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.call.CallOutcome.Code;

/// What becomes of an input: its end, another attempt, or back into the queue.
final class Endings {
  /// An input that ran alone each time is what was too large; a further container would tell no
  /// more.
  private static final int TOO_LARGE = 2;

  private final State state;

  Endings(State state) {
    this.state = state;
  }

  /// Ends an input, wherever it stands; without a word if it waits for its caller alone. If its
  /// attempt still runs, the run keeps its slot.
  void end(Input input, Ending ending) {
    boolean nobodyWaits = input.state == Input.State.UNCLAIMED;
    drop(input);
    if (nobodyWaits) {
      return;
    }
    state.emit(new Action.EndInput(input.id, ending));
  }

  /// Keeps an input that has not arrived from a caller yet; its timer runs on. Where the next
  /// version does not take it there is nothing to keep.
  private void keepForCaller(Input input) {
    if (input.lane.pool.switched) {
      drop(input);
      return;
    }
    input.state = Input.State.UNCLAIMED;
    input.lane.delayed.add(input);
  }

  private void drop(Input input) {
    Lane lane = input.lane;
    switch (input.state) {
      case QUEUED -> lane.remove(input, Input.State.ENDED);
      case DELAYED, UNCLAIMED -> lane.delayed.remove(input);
      case RUNNING -> {}
      case ENDED -> throw new IllegalStateException(input.id + " ended twice");
    }
    if (input.timer != null) {
      state.timers.cancel(input.timer);
    }
    lane.countTotal(input, -1);
    input.state = Input.State.ENDED;
    state.inputs.remove(input);
    state.touch(lane.pool);
  }

  /// Whether there is another attempt; none where the next version does not take it.
  boolean mayRetry(Input input) {
    return input.kind != InputKind.GENERATOR
        && !input.lane.pool.switched
        && input.retries < input.lane.pool.spec.retries().retries();
  }

  /// The attempt threw or ran out of time, and there is another.
  void retry(Input input, Action.RetryCause cause) {
    input.timedOut = false;
    if (!input.claimed) {
      keepForCaller(input);
      return;
    }
    if (input.lane.pool.switched) {
      requeue(input);
      return;
    }
    RetryPolicy policy = input.lane.pool.spec.retries();
    input.retries++;
    double delay = policy.delayBefore(input.retries).toMillis();
    long at = state.after(Math.round(delay * (1 + 0.1 * state.jitter())));
    state.emit(new Action.RetryInput(input.id, input.attempts, cause, at));
    if (at <= state.now) {
      requeue(input);
      return;
    }
    input.state = Input.State.DELAYED;
    input.lane.delayed.add(input);
    state.timers.set(input.timer(), at);
  }

  /// The container was lost under the attempt, which uses up no retry.
  void lose(Input input, Container container, boolean begun, String reason) {
    if (input.timedOut) {
      retry(input, Action.RetryCause.TIMED_OUT);
      return;
    }
    input.losses++;
    boolean over = input.losses > state.settings.restartsPerInput() || input.tooLarge >= TOO_LARGE;
    if (over || (begun && input.kind == InputKind.GENERATOR)) {
      end(input, new Ending.ContainerLost(container.id, input.losses, reason));
    } else if (!input.claimed) {
      keepForCaller(input);
    } else {
      state.emit(
          new Action.RetryInput(
              input.id, input.attempts, Action.RetryCause.CONTAINER_LOST, state.now));
      requeue(input);
    }
  }

  /// Puts an input that has waited or run before at the front.
  void requeue(Input input) {
    input.lane.delayed.remove(input);
    Pool pool = input.lane.pool;
    if (pool.switched) {
      input.state = Input.State.RUNNING;
      end(input, leftBehind(pool, input.lane));
      return;
    }
    input.lane.addFirst(input);
    state.touch(pool);
  }

  /// How inputs end that their pool's successor does not take.
  static Ending leftBehind(Pool pool, Lane lane) {
    if (pool.retired == Event.Manner.STOP) {
      return new Ending.Cancelled("%s was stopped".formatted(pool.spec.title()));
    }
    Pool next = pool.successor;
    Lane there = next == null ? null : next.lane(lane.function.name());
    if (there == null) {
      return new Ending.Rejected(
          Code.NOT_FOUND,
          "%s was removed from %s by a redeploy while the call waited"
              .formatted(lane.function.name(), pool.spec.app()));
    }
    return new Ending.Rejected(
        Code.SIGNATURE_MISMATCH,
        "%s was redeployed while the call waited: it was called as %s and now is %s"
            .formatted(
                lane.function.name(), lane.function.signature(), there.function.signature()));
  }
}

package dev.carafe.scheduler.core;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.InputId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attempts from their dispatch to their end: begun, returned, out of time, cancelled.
final class Delivery {
  private final State state;
  private final Endings endings;
  private final Lifecycle lifecycle;

  Delivery(State state, Endings endings, Lifecycle lifecycle) {
    this.state = state;
    this.endings = endings;
    this.lifecycle = lifecycle;
  }

  void started(Container container, List<Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      Input input = running(container, attempt.input(), attempt.number());
      Run run = input == null ? null : input.run;
      if (run != null && !run.started) {
        run.started = true;
        if (!run.interrupted) {
          state.startTimer(run.timer, container.pool.attemptMillis);
        }
      }
    }
  }

  void returned(Container container, List<Event.Returned> returned) {
    for (int i = 0; i < returned.size(); i++) {
      Event.Returned one = returned.get(i);
      Input input = running(container, one.input(), one.attempt());
      Run run = input == null ? null : input.run;
      if (input != null && run != null) {
        boolean last = run.release(input);
        if (!input.ended()) {
          decide(input, container, run, one.result());
        }
        if (last) {
          finish(container, run);
        }
      }
    }
  }

  private @Nullable Input running(Container container, InputId id, int attempt) {
    Input input = state.inputs.find(id);
    if (input != null
        && input.attempts == attempt
        && input.run != null
        && input.run.container == container) {
      return input;
    }
    return container.running(id, attempt);
  }

  private void decide(Input input, Container container, Run run, Event.Result result) {
    if (input.timedOut) {
      endings.retry(input, Action.RetryCause.TIMED_OUT);
      return;
    }
    switch (result) {
      case SUCCEEDED -> endings.end(input, new Ending.Succeeded(container.id, input.attempts));
      case THREW -> {
        if (endings.mayRetry(input)) {
          endings.retry(input, Action.RetryCause.THREW);
        } else {
          endings.end(input, new Ending.Failed(container.id, input.attempts));
        }
      }
      case INTERRUPTED ->
          endings.lose(input, container, run.started, "it was interrupted in its container");
    }
  }

  /// Every input of the run was returned: its slot is free.
  void finish(Container container, Run run) {
    container.remove(run);
    state.timers.cancel(run.timer);
    if (run.interrupted) {
      container.interrupted--;
    }
    if (container.runs.isEmpty()) {
      if (container.state == ContainerState.BUSY) {
        container.become(ContainerState.IDLE, state.now);
      } else if (container.state == ContainerState.DRAINING && container.ready) {
        lifecycle.exiting(container);
      }
      if (container.pool.spec.singleUse()) {
        lifecycle.drain(container, "single use");
      }
    }
    container.pool.refresh(container, true);
    state.touch(container.pool);
  }

  void timeUp(Run run) {
    Container container = run.container;
    Pool pool = container.pool;
    if (run.interrupted) {
      lifecycle.kill(
          container,
          "an attempt was still running %d s after it was interrupted"
              .formatted(state.graceMillis / 1000));
      return;
    }
    for (Input input : run.inputs()) {
      if (run.holds(input) && !input.ended()) {
        if (endings.mayRetry(input)) {
          input.timedOut = true;
        } else {
          endings.end(input, new Ending.TimedOut(container.id, input.attempts, pool.attemptMillis));
        }
      }
    }
    interrupt(run, "it ran past its timeout of " + pool.spec.timeouts().attempt());
  }

  void interrupt(Run run, String reason) {
    Container container = run.container;
    if (run.interrupted) {
      return;
    }
    run.interrupted = true;
    container.interrupted++;
    state.startTimer(run.timer, state.graceMillis);
    for (Input input : run.inputs()) {
      if (run.holds(input)) {
        state.emit(new Action.CancelInput(container.id, input.attempt(), reason));
      }
    }
    container.pool.refresh(container, false);
    state.touch(container.pool);
  }

  void cancel(CallId call, long firstIndex, int count, String reason) {
    for (int i = 0; i < count; i++) {
      Input input = state.inputs.find(new InputId(call, firstIndex + i));
      if (input != null) {
        cancel(input, reason);
      }
    }
  }

  void cancel(Input input, String reason) {
    Run run = input.run;
    endings.end(input, new Ending.Cancelled(reason));
    if (run != null && run.wantedByNobody()) {
      interrupt(run, reason);
    }
  }

  /// A retry's delay is over, or nobody came for an input that an agent reported.
  void timeUp(Input input) {
    if (input.state == Input.State.DELAYED) {
      endings.requeue(input);
    } else if (!input.claimed && !input.ended()) {
      cancel(input, "its caller did not come back after the server's restart");
    }
  }
}

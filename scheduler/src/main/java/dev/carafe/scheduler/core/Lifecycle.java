package dev.carafe.scheduler.core;

import dev.carafe.model.app.Durations;

/// A container's way from its start to its end.
final class Lifecycle {
  private final State state;
  private final Endings endings;
  private final StartFailures failures;

  Lifecycle(State state, Endings endings, StartFailures failures) {
    this.state = state;
    this.endings = endings;
    this.failures = failures;
  }

  /// A container is wanted; nothing is started yet.
  void addPending(Pool pool) {
    var container = new Container(state.newContainerId(pool), pool, state.now);
    state.containers.put(container.id, container);
    pool.containers.add(container);
    pool.pending.addLast(container);
    pool.refresh(container, false);
  }

  /// Starts a container that was given room.
  void start(Container container) {
    Node node = container.node;
    if (node == null) {
      throw new IllegalStateException(container.id + " has no node");
    }
    Pool pool = container.pool;
    pool.pending.remove(container);
    state.spares.used(container.id);
    pool.family.occupied++;
    container.startOrder = ++state.startOrder;
    container.become(ContainerState.STARTING, state.now);
    state.startTimer(container.timer, pool.startupMillis);
    pool.refresh(container, false);
    state.emit(
        new Action.StartContainer(
            container.id,
            pool.id,
            node.id,
            container.gpus.stream().map(s -> s.gpu.index()).toList()));
  }

  void pulling(Container container) {
    if (container.state == ContainerState.STARTING && !container.detached) {
      container.become(ContainerState.PULLING_IMAGE, state.now);
      state.timers.cancel(container.timer);
    }
  }

  void started(Container container) {
    if (container.state == ContainerState.PULLING_IMAGE
        || container.state == ContainerState.STARTING) {
      container.become(ContainerState.STARTING, state.now);
      state.startTimer(container.timer, container.pool.startupMillis);
    }
  }

  void attached(Container container) {
    boolean pulling = container.state == ContainerState.PULLING_IMAGE;
    if (!pulling && container.state != ContainerState.STARTING) {
      return;
    }
    if (container.detached || pulling) {
      state.startTimer(container.timer, container.pool.startupMillis);
    }
    container.detached = false;
    state.heard(container);
    container.become(ContainerState.ENTERING, state.now);
    container.pool.refresh(container, false);
    state.touch(container.pool);
  }

  /// `@Enter` has run.
  void ready(Container container) {
    if (container.ready || container.killed || container.pending() || container.detached) {
      return;
    }
    container.ready = true;
    failures.succeeded(container.pool);
    state.touch(container.pool);
    if (container.draining) {
      if (container.runs.isEmpty()) {
        exiting(container);
      }
      container.pool.refresh(container, false);
      return;
    }
    state.timers.cancel(container.timer);
    container.become(
        container.runs.isEmpty() ? ContainerState.IDLE : ContainerState.BUSY, state.now);
    container.pool.refresh(container, true);
  }

  void startFailed(Container container, String reason) {
    if (container.pending()) {
      return;
    }
    if (!container.ready && !container.leaving()) {
      failures.failed(container, reason);
    }
    gone(container, reason);
  }

  void enterFailed(Container container, String reason) {
    if (container.ready || container.pending() || container.killed) {
      return;
    }
    if (!container.leaving()) {
      failures.failed(container, reason);
    }
    container.reason = reason;
    exiting(container);
  }

  void exited(Container container, boolean outOfMemory, String reason) {
    if (container.pending()) {
      return;
    }
    if (!container.ready && !container.adopted && !container.leaving()) {
      failures.failed(container, "it ended before @Enter had returned: " + reason);
    }
    if (outOfMemory) {
      container.onlyInput().ifPresent(input -> input.tooLarge++);
    }
    gone(container, container.killed && !container.reason.isEmpty() ? container.reason : reason);
  }

  void agentLost(Container container) {
    if (container.pending()
        || container.detached
        || container.state == ContainerState.EXITING
        || container.state == ContainerState.STARTING
        || container.state == ContainerState.PULLING_IMAGE) {
      return;
    }
    container.detached = true;
    state.startTimer(container.timer, state.reattachMillis);
    container.pool.refresh(container, false);
    state.touch(container.pool);
  }

  /// Lets running inputs finish and the hooks run; what is not ready to do so is ended.
  void drain(Container container, String reason) {
    if (container.pending()) {
      remove(container);
      state.spares.giveBack(container.id);
      return;
    }
    if (container.leaving()) {
      return;
    }
    // One that was found running has an agent, which is to come back and be told.
    boolean noAgent =
        !container.adopted
            && (container.state == ContainerState.STARTING
                || container.state == ContainerState.PULLING_IMAGE);
    if (noAgent) {
      kill(container, reason);
      return;
    }
    container.draining = true;
    container.reason = reason;
    container.become(ContainerState.DRAINING, state.now);
    sendDrain(container);
    if (container.ready && container.runs.isEmpty()) {
      exiting(container);
    }
    container.pool.refresh(container, false);
    state.touch(container.pool);
  }

  void sendDrain(Container container) {
    if (!container.detached) {
      state.emit(new Action.DrainContainer(container.id, container.reason, state.graceMillis));
    }
  }

  /// Nothing runs in it any more: its hooks have their grace.
  void exiting(Container container) {
    container.become(ContainerState.EXITING, state.now);
    state.startTimer(container.timer, state.graceMillis);
    container.pool.refresh(container, false);
    state.touch(container.pool);
  }

  void kill(Container container, String reason) {
    if (container.killed) {
      return;
    }
    container.killed = true;
    container.reason = reason;
    exiting(container);
    state.emit(new Action.KillContainer(container.id, reason));
  }

  void timeUp(Container container) {
    if (container.state == ContainerState.EXITING) {
      if (container.killed) {
        state.startTimer(container.timer, state.graceMillis);
        state.emit(new Action.KillContainer(container.id, container.reason));
      } else {
        kill(
            container,
            "it was still there %d s after it was to end (%s)"
                .formatted(state.graceMillis / 1000, container.reason));
      }
    } else if (container.detached) {
      kill(container, "its agent was out of reach for %d s".formatted(state.reattachMillis / 1000));
    } else if (!container.ready) {
      String reason =
          "it was not ready within its startupTimeout of %s. Raise it, or let @Enter do less"
              .formatted(Durations.text(container.pool.spec.timeouts().startup()));
      if (!container.leaving()) {
        failures.failed(container, reason);
      }
      kill(container, reason);
    }
  }

  /// The process is no more: frees what it held and gives its inputs back.
  void gone(Container container, String reason) {
    Pool pool = container.pool;
    container.killed = true;
    for (Run run : container.runs) {
      state.timers.cancel(run.timer);
      for (Input input : run.inputs()) {
        if (run.holds(input)) {
          input.run = null;
          if (!input.ended()) {
            endings.lose(input, container, run.started, reason);
          }
        }
      }
    }
    container.runs.clear();
    state.nodes.release(container);
    pool.family.occupied--;
    remove(container);
    pool.family.pools.forEach(state::touch);
    Pool next = pool.successor;
    if (next != null) {
      state.touch(next);
    }
    state.touchBlocked();
  }

  private void remove(Container container) {
    state.heard(container);
    state.timers.cancel(container.timer);
    state.containers.remove(container.id);
    container.pool.discount(container);
    state.touch(container.pool);
  }
}

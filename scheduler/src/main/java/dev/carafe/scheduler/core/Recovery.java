package dev.carafe.scheduler.core;

import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Timeouts;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Machines that come and go, containers found running, and agents that come back.
final class Recovery {
  private final State state;
  private final Endings endings;
  private final Lifecycle lifecycle;
  private final Delivery delivery;

  Recovery(State state, Endings endings, Lifecycle lifecycle, Delivery delivery) {
    this.state = state;
    this.endings = endings;
    this.lifecycle = lifecycle;
    this.delivery = delivery;
  }

  void expect(List<NodeId> nodes) {
    state.expected.addAll(nodes);
    state.expected.removeAll(state.nodes.present.keySet());
    state.expectedUntil = state.after(state.reattachMillis);
  }

  void joined(Event.NodeJoined event) {
    state.expected.remove(event.node());
    Node known = state.nodes.present.get(event.node());
    if (known != null && !known.spec.equals(event.spec())) {
      lost(known, "node %s came back changed".formatted(event.node()));
      known = null;
    }
    Node node = known == null ? new Node(event.node(), event.spec()) : known;
    if (known == null) {
      state.nodes.join(node);
    }
    event.containers().forEach(a -> adopt(a, node));
    state.pools.values().forEach(state::touch);
  }

  void lost(Node node, String reason) {
    state.nodes.present.remove(node.id);
    List.copyOf(node.containers)
        .forEach(c -> lifecycle.gone(c, "node %s is gone: %s".formatted(node.id, reason)));
  }

  private void adopt(Event.Adopted adopted, Node node) {
    if (state.containers.containsKey(adopted.container())) {
      return;
    }
    Pool pool = state.pools.get(adopted.pool());
    boolean known = pool != null && !pool.switched;
    if (pool == null) {
      pool = unknownPool(adopted);
    }
    var container = new Container(adopted.container(), pool, state.now);
    container.adopted = true;
    container.detached = true;
    container.reason = "found running after a restart; its agent is to come back";
    container.become(ContainerState.STARTING, state.now);
    container.startOrder = ++state.startOrder;
    state.containers.put(container.id, container);
    pool.containers.add(container);
    pool.family.occupied++;
    node.take(
        container,
        node.slots.stream().filter(s -> adopted.gpus().contains(s.gpu.index())).toList());
    state.startTimer(container.timer, state.reattachMillis);
    listenFor(container);
    pool.refresh(container, false);
    state.touch(pool);
    if (!known) {
      lifecycle.kill(container, "its pool is not known any more");
    } else if (container.gpus.size() < adopted.gpus().size()) {
      lifecycle.kill(container, "GPUs %s are held by others".formatted(adopted.gpus()));
    }
  }

  private void listenFor(Container container) {
    container.unheard = true;
    if (container.pool.unknown) {
      state.strangers++;
      state.strangersUntil = state.after(state.reattachMillis);
    } else {
      container.pool.family.unheard++;
    }
  }

  private Pool unknownPool(Event.Adopted adopted) {
    PoolId id = new PoolId("unknown:" + adopted.container());
    var family = new Family();
    var pool = new Pool(id, unknownSpec(id), family);
    family.pools.add(pool);
    state.families.put(pool.spec.family(), family);
    state.pools.put(id, pool);
    pool.unknown = true;
    pool.switched = true;
    pool.retired = Event.Manner.STOP;
    return pool;
  }

  private static PoolSpec unknownSpec(PoolId id) {
    return new PoolSpec(
        "unknown",
        "unknown",
        id.value(),
        id.value(),
        List.of(new PoolFunction("unknown", "", Optional.empty())),
        new Resources(
            0.001,
            OptionalDouble.empty(),
            1,
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of()),
        new Scaling(0, 0, 0, Duration.ofSeconds(60)),
        Concurrency.ONE,
        new Timeouts(Duration.ofSeconds(300), Duration.ofSeconds(300)),
        RetryPolicy.NONE,
        false,
        List.of(),
        Map.of());
  }

  /// An agent is back: what it runs and what is known of it are brought together.
  void reattached(Event.AgentReattached event) {
    ContainerId id = event.container();
    var running = new HashSet<Attempt>();
    event.runs().forEach(running::addAll);
    Container container = state.containers.get(id);
    if (container == null || container.pending()) {
      state.emit(new Action.KillContainer(id, "it is not known any more"));
      return;
    }
    if (container.killed) {
      return;
    }
    boolean wasDetached = container.detached;
    container.detached = false;
    if (container.state == ContainerState.EXITING) {
      if (container.draining) {
        lifecycle.sendDrain(container);
      }
      return;
    }
    retime(container, event.ready(), wasDetached);
    takeBackUnknownToAgent(container, running);
    resendInterrupts(container);
    event.runs().forEach(r -> bind(container, r));
    state.heard(container);
    if (event.ready()) {
      lifecycle.ready(container);
    }
    if (!container.runs.isEmpty() && container.state == ContainerState.IDLE) {
      container.become(ContainerState.BUSY, state.now);
    }
    container.pool.refresh(container, true);
    state.touch(container.pool);
    if (container.draining) {
      lifecycle.sendDrain(container);
    } else if (event.draining()) {
      lifecycle.drain(container, "it was draining before the restart");
    }
  }

  private void retime(Container container, boolean ready, boolean wasDetached) {
    if (container.ready || ready) {
      state.timers.cancel(container.timer);
      if (container.adopted && !container.draining) {
        container.reason = "";
      }
      return;
    }
    if (wasDetached) {
      state.startTimer(container.timer, container.pool.startupMillis);
    }
    if (!container.draining) {
      container.become(ContainerState.ENTERING, state.now);
    }
  }

  /// What the agent does not know never reached it, or its answer was lost: as if never dispatched.
  private void takeBackUnknownToAgent(Container container, Set<Attempt> running) {
    for (Run run : List.copyOf(container.runs)) {
      for (Input input : run.inputs()) {
        if (run.holds(input) && !running.contains(input.attempt())) {
          boolean last = run.release(input);
          if (!input.ended()) {
            endings.lose(input, container, run.started, "its dispatch was lost on a broken link");
          }
          if (last) {
            delivery.finish(container, run);
          }
        }
      }
    }
  }

  private void resendInterrupts(Container container) {
    for (Run run : container.runs) {
      if (run.interrupted) {
        for (Input input : run.inputs()) {
          if (run.holds(input)) {
            state.emit(new Action.CancelInput(container.id, input.attempt(), "interrupted before"));
          }
        }
      }
    }
  }

  /// Attempts of one run that are unknown here.
  private void bind(Container container, List<Attempt> attempts) {
    var inputs = new ArrayList<Input>();
    for (Attempt attempt : attempts) {
      if (container.running(attempt.input(), attempt.number()) == null) {
        inputs.add(adopt(container, attempt));
      }
    }
    if (!inputs.isEmpty()) {
      run(container, inputs);
    }
  }

  private Input adopt(Container container, Attempt attempt) {
    Input known = state.inputs.find(attempt.input());
    boolean waits =
        known != null && known.state != Input.State.RUNNING && known.state != Input.State.ENDED;
    if (known != null && waits && known.lane.pool.family == container.pool.family) {
      return resume(known, attempt);
    }
    // Of which function it is will be known when its caller comes back.
    Input input =
        new Input(
            attempt.input(), InputKind.REMOTE, container.pool.lanes[0], ++state.order, state.now);
    input.attempts = attempt.number();
    input.claimed = false;
    if (known == null) {
      input.state = Input.State.RUNNING;
      input.lane.countTotal(input, 1);
      state.inputs.add(input);
      state.startTimer(input.timer(), state.reattachMillis);
    } else {
      // The same input goes on elsewhere: this attempt is to end, unseen.
      input.state = Input.State.ENDED;
    }
    return input;
  }

  private Input resume(Input input, Attempt attempt) {
    if (input.state == Input.State.QUEUED) {
      input.lane.remove(input, Input.State.RUNNING);
    } else if (input.state == Input.State.DELAYED) {
      state.timers.cancel(input.timer());
    }
    input.lane.delayed.remove(input);
    input.state = Input.State.RUNNING;
    input.attempts = Math.max(input.attempts, attempt.number());
    return input;
  }

  private void run(Container container, List<Input> inputs) {
    var run = new Run(container, inputs.toArray(Input[]::new));
    run.started = true;
    container.add(run);
    container.used = true;
    state.startTimer(run.timer, container.pool.attemptMillis);
    if (run.wantedByNobody()) {
      delivery.interrupt(run, "it goes on elsewhere");
    }
  }
}

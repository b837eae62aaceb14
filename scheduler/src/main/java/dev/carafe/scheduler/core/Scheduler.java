package dev.carafe.scheduler.core;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.id.ContainerId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Decides what happens to containers and inputs. The same settings, seed, times and events give
/// the same actions. Has one caller at a time: see `SchedulerLoop`.
public final class Scheduler {
  final State state;
  private final Lifecycle lifecycle;
  private final Delivery delivery;
  private final Intake intake;
  private final Retirement retirement;
  private final Recovery recovery;
  private final Settling settling;
  private final Rows rows;

  /// `seed` makes container ids and jitter; take another one for each start of the server.
  public Scheduler(Settings settings, long seed) {
    state = new State(settings, seed);
    var endings = new Endings(state);
    var routing = new Routing(state);
    lifecycle = new Lifecycle(state, endings, new StartFailures(state));
    delivery = new Delivery(state, endings, lifecycle);
    intake = new Intake(state, endings, routing);
    retirement = new Retirement(state, endings, lifecycle, delivery);
    recovery = new Recovery(state, endings, lifecycle, delivery);
    settling = new Settling(state, endings, routing, new Autoscaler(state, lifecycle), retirement);
    rows = new Rows(state);
  }

  /// Takes one event at epoch time `nowMillis`, with all whose time has come before it; a time
  /// before that of an earlier event is taken for that one's.
  public List<Action> decide(long nowMillis, Event event) {
    state.begin(nowMillis);
    ring();
    handle(event);
    settling.settle();
    return state.end();
  }

  /// When [Event.Tick] is wanted, in epoch milliseconds; `Long.MAX_VALUE` for never. May be early.
  public long nextWake() {
    return state.timers.next();
  }

  public Snapshot snapshot(long nowMillis) {
    return rows.snapshot(nowMillis);
  }

  /// Why no node that has ever been there could run this pool's containers, if that is so.
  public Optional<String> impossible(PoolSpec pool) {
    return state.nodes.impossible(pool);
  }

  /// The indices of the GPUs that a step of an image has; none, if they were not free.
  public List<String> borrowed(ContainerId step) {
    return state.nodes.lentTo(step).stream().map(slot -> slot.gpu.index()).toList();
  }

  /// Why GPUs are not free at this time, in words: who holds them.
  public String heldGpus(List<GpuRequest> choices, long nowMillis) {
    return Reasons.noGpu(choices, List.copyOf(state.nodes.present.values()), nowMillis);
  }

  private void ring() {
    Timer timer = state.timers.takeDue(state.now);
    while (timer != null) {
      switch (timer.owner) {
        case Input input -> delivery.timeUp(input);
        case Run run -> delivery.timeUp(run);
        case Container container -> lifecycle.timeUp(container);
        case Pool pool -> state.touch(pool);
      }
      timer = state.timers.takeDue(state.now);
    }
  }

  private void handle(Event event) {
    switch (event) {
      case Event.InputsArrived e -> intake.arrive(e);
      case Event.InputsStarted e -> with(e.container(), c -> delivery.started(c, e.attempts()));
      case Event.InputsReturned e -> with(e.container(), c -> delivery.returned(c, e.inputs()));
      case Event.InputsCancelled e ->
          delivery.cancel(e.call(), e.firstIndex(), e.count(), e.reason());
      case Event.SpareWaits e -> state.spares.put(e.kind(), e.container());
      case Event.SpareEnded e -> state.spares.ended(e.container());
      case Event.ContainerPulling e -> with(e.container(), lifecycle::pulling);
      case Event.ContainerStarted e -> with(e.container(), lifecycle::started);
      case Event.StartFailed e -> with(e.container(), c -> lifecycle.startFailed(c, e.reason()));
      case Event.AgentAttached e -> with(e.container(), lifecycle::attached);
      case Event.ContainerReady e -> with(e.container(), lifecycle::ready);
      case Event.EnterFailed e -> with(e.container(), c -> lifecycle.enterFailed(c, e.reason()));
      case Event.ContainerExited e ->
          with(e.container(), c -> lifecycle.exited(c, e.outOfMemory(), e.reason()));
      case Event.AgentLost e -> with(e.container(), lifecycle::agentLost);
      case Event.AgentReattached e -> recovery.reattached(e);
      case Event.StopRequested e -> with(e.container(), c -> lifecycle.drain(c, e.reason()));
      case Event.PoolDeclared e -> declare(e);
      case Event.PoolScaled e -> scaled(e);
      case Event.PoolRetired e -> retire(e);
      case Event.NodesExpected e -> recovery.expect(e.nodes());
      case Event.NodeJoined e -> recovery.joined(e);
      case Event.NodeLost e -> {
        Node node = state.nodes.present.get(e.node());
        if (node != null) {
          recovery.lost(node, e.reason());
        }
      }
      case Event.GpusBorrowed e -> state.nodes.lend(e.step(), e.choices());
      case Event.GpusReturned e -> {
        if (state.nodes.takeBack(e.step())) {
          state.touchBlocked();
        }
      }
      case Event.Tick _ -> {}
    }
  }

  private void with(ContainerId id, Consumer<Container> then) {
    Container container = state.containers.get(id);
    if (container != null) {
      then.accept(container);
    }
  }

  private void declare(Event.PoolDeclared event) {
    if (state.pools.containsKey(event.pool())) {
      return;
    }
    state.forwards.remove(event.pool());
    Family family = state.families.computeIfAbsent(event.spec().family(), f -> new Family());
    var pool = new Pool(event.pool(), event.spec(), family);
    family.pools.add(pool);
    state.pools.put(pool.id, pool);
    state.touch(pool);
  }

  private void scaled(Event.PoolScaled event) {
    Pool pool = state.pools.get(event.pool());
    if (pool != null) {
      pool.scaling = event.scaling();
      pool.family.pools.forEach(state::touch);
    }
  }

  private void retire(Event.PoolRetired event) {
    Pool pool = state.pools.get(event.pool());
    if (pool != null) {
      Pool next = event.successor().map(state.pools::get).orElse(null);
      retirement.retire(pool, next, event.manner());
    }
  }
}

package dev.carafe.scheduler.core;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Events in, actions out. Each method sends what its name says and returns the actions it brought.
final class Harness {
  static final PoolId POOL = new PoolId("embedder-1");
  final Scheduler scheduler;
  long now = 1_000_000;

  Harness() {
    this(Settings.DEFAULT);
  }

  Harness(Settings settings) {
    scheduler = new Scheduler(settings, 7);
  }

  /// A node `a` of 16 CPUs, 64 GiB and the given GPUs, and one pool.
  static Harness with(Specs spec, String... gpus) {
    var harness = new Harness();
    harness.node("a", 16, gpus);
    harness.declare(POOL, spec);
    return harness;
  }

  List<Action> send(Event event) {
    return scheduler.decide(now, event);
  }

  List<Action> node(String name, double cpu, String... gpus) {
    return send(nodeJoined(name, cpu, List.of(), gpus));
  }

  static Event.NodeJoined nodeJoined(
      String name, double cpu, List<Event.Adopted> running, String... gpus) {
    var list = new ArrayList<Gpu>();
    for (String type : gpus) {
      list.add(new Gpu(String.valueOf(list.size()), type, 80L << 30));
    }
    return new Event.NodeJoined(
        new NodeId(name), new NodeSpec(cpu, 64L << 30, list, Map.of("zone", name)), running);
  }

  List<Action> declare(PoolId pool, Specs spec) {
    return send(new Event.PoolDeclared(pool, spec.build()));
  }

  List<Action> call(String... calls) {
    return callOn(POOL, calls);
  }

  List<Action> callOn(PoolId pool, String... calls) {
    return Arrays.stream(calls)
        .flatMap(c -> arrive(pool, c, 1, InputKind.REMOTE).stream())
        .toList();
  }

  List<Action> map(String call, int count) {
    return arrive(POOL, call, count, InputKind.MAP);
  }

  List<Action> arrive(PoolId pool, String call, int count, InputKind kind) {
    return arrive(pool, "embed", call, count, kind);
  }

  List<Action> arrive(PoolId pool, String function, String call, int count, InputKind kind) {
    return send(new Event.InputsArrived(pool, function, new CallId(call), 0, count, kind));
  }

  List<Action> ready(ContainerId container) {
    send(new Event.ContainerStarted(container));
    send(new Event.AgentAttached(container));
    return send(new Event.ContainerReady(container));
  }

  /// Sends `calls`, starts what they need, and returns the container that was started.
  ContainerId warm(String call) {
    ContainerId container = started(call(call)).getFirst();
    ready(container);
    succeeded(container, call, 1);
    return container;
  }

  List<Action> begun(ContainerId container, String call, int attempt) {
    return send(new Event.InputsStarted(container, List.of(new Attempt(input(call), attempt))));
  }

  List<Action> succeeded(ContainerId container, String call, int attempt) {
    return returned(container, call, attempt, Event.Result.SUCCEEDED);
  }

  List<Action> threw(ContainerId container, String call, int attempt) {
    return returned(container, call, attempt, Event.Result.THREW);
  }

  List<Action> returned(ContainerId container, String call, int attempt, Event.Result result) {
    return send(
        new Event.InputsReturned(
            container, List.of(new Event.Returned(input(call), attempt, result))));
  }

  List<Action> exited(ContainerId container) {
    return send(new Event.ContainerExited(container, false, "exit code 1"));
  }

  List<Action> outOfMemory(ContainerId container) {
    return send(new Event.ContainerExited(container, true, "out of memory"));
  }

  List<Action> retire(PoolId pool, PoolId successor, Event.Manner manner) {
    return send(new Event.PoolRetired(pool, Optional.of(successor), manner));
  }

  /// Lets time pass, with a tick at each wake.
  List<Action> pass(Duration time) {
    var actions = new ArrayList<Action>();
    long end = now + time.toMillis();
    while (scheduler.nextWake() <= end) {
      now = Math.max(now, scheduler.nextWake());
      actions.addAll(send(new Event.Tick()));
    }
    now = end;
    actions.addAll(send(new Event.Tick()));
    return actions;
  }

  Snapshot snapshot() {
    return scheduler.snapshot(now);
  }

  ContainerRow row(ContainerId container) {
    return snapshot().containers().stream()
        .filter(r -> r.container().equals(container))
        .findFirst()
        .orElseThrow();
  }

  PoolRow pool(PoolId pool) {
    return snapshot().pools().stream().filter(r -> r.pool().equals(pool)).findFirst().orElseThrow();
  }

  String pendingReason() {
    return snapshot().containers().stream()
        .filter(r -> r.state() == ContainerState.PENDING)
        .map(ContainerRow::reason)
        .findFirst()
        .orElseThrow();
  }

  static InputId input(String call) {
    return new InputId(new CallId(call), 0);
  }

  static List<ContainerId> started(List<Action> actions) {
    return only(Action.StartContainer.class, actions).stream()
        .map(Action.StartContainer::container)
        .toList();
  }

  static <A extends Action> List<A> only(Class<A> type, List<Action> actions) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Action.Dispatch dispatch(ContainerId container, String call, int attempt) {
    return new Action.Dispatch(
        container, List.of(new Attempt(input(call), attempt)), false, 300_000);
  }

  static Action.EndInput ended(String call, Ending ending) {
    return new Action.EndInput(input(call), ending);
  }
}

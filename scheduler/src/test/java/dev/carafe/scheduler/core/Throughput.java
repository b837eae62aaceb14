package dev.carafe.scheduler.core;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Prints what the core does with 10,000 containers and a million queued inputs: events a second,
/// bytes per queued input, the longest decision; then the cost of a warm call. Run its `main` with
/// `-Xmx3g`.
final class Throughput {
  private static final int POOLS = 100;
  private static final int CONTAINERS = 10_000;
  private static final int INPUTS = 1_000_000;
  private static final int MEASURED = 2_000_000;

  private final Scheduler scheduler =
      new Scheduler(
          new Settings(
              2_000,
              25_000,
              INPUTS,
              8,
              3,
              Settings.DEFAULT.firstBackoff(),
              Settings.DEFAULT.maxBackoff(),
              Settings.DEFAULT.grace(),
              Settings.DEFAULT.reattach(),
              100),
          1);
  private final ArrayDeque<Action.Dispatch> running = new ArrayDeque<>();
  private long now = 1_000_000;
  private long calls;
  private long events;
  private long longestNanos;

  private Throughput() {}

  public static void main(String[] args) {
    new Throughput().large();
    warm();
  }

  private void large() {
    for (int i = 0; i < 500; i++) {
      send(
          new Event.NodeJoined(
              new NodeId("n" + i), new NodeSpec(64, 256L << 30, List.of(), Map.of()), List.of()));
    }
    for (int p = 0; p < POOLS; p++) {
      var spec = Specs.spec().named("app" + p, "F").scaling(0, CONTAINERS / POOLS, 0);
      send(new Event.PoolDeclared(pool(p), spec.build()));
    }
    long before = used();
    longestNanos = 0;
    long start = System.nanoTime();
    for (int i = 0; i < INPUTS; i++) {
      arrive();
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        "%,d inputs queued, %,d containers: %d bytes per queued input (ids included), %,d ms, longest"
            + " decision %.1f ms%n",
        INPUTS,
        scheduler.snapshot(now).containers().size(),
        (used() - before) / INPUTS,
        millis,
        longestNanos / 1e6);
    scheduler
        .snapshot(now)
        .containers()
        .forEach(
            row -> {
              send(new Event.ContainerStarted(row.container()));
              send(new Event.AgentAttached(row.container()));
              send(new Event.ContainerReady(row.container()));
            });
    for (String round : new String[] {"warm-up", "measured"}) {
      longestNanos = 0;
      events = 0;
      start = System.nanoTime();
      while (events < MEASURED) {
        step();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%s: %,.0f events/s, longest decision %.1f ms%n",
          round, events / seconds, longestNanos / 1e6);
    }
  }

  /// One input runs and returns, another arrives: three events, one dispatch.
  private void step() {
    if (events % 30_000 == 0) {
      now++;
    }
    Action.Dispatch dispatch = running.remove();
    Attempt attempt = dispatch.attempts().getFirst();
    send(new Event.InputsStarted(dispatch.container(), dispatch.attempts()));
    send(
        new Event.InputsReturned(
            dispatch.container(),
            List.of(
                new Event.Returned(attempt.input(), attempt.number(), Event.Result.SUCCEEDED))));
    arrive();
  }

  private void arrive() {
    send(
        new Event.InputsArrived(
            pool((int) (calls % POOLS)),
            "embed",
            new CallId("ca-" + calls++),
            0,
            1,
            InputKind.SPAWN));
  }

  private void send(Event event) {
    long start = System.nanoTime();
    List<Action> actions = scheduler.decide(now, event);
    longestNanos = Math.max(longestNanos, System.nanoTime() - start);
    events++;
    for (Action action : actions) {
      if (action instanceof Action.Dispatch d) {
        running.add(d);
      }
    }
  }

  private static void warm() {
    var scheduler = new Scheduler(Settings.DEFAULT, 1);
    scheduler.decide(
        0,
        new Event.NodeJoined(
            new NodeId("n"), new NodeSpec(4, 8L << 30, List.of(), Map.of()), List.of()));
    scheduler.decide(0, new Event.PoolDeclared(pool(0), Specs.spec().scaling(1, 1, 0).build()));
    ContainerId container = scheduler.snapshot(0).containers().getFirst().container();
    scheduler.decide(0, new Event.ContainerStarted(container));
    scheduler.decide(0, new Event.AgentAttached(container));
    scheduler.decide(0, new Event.ContainerReady(container));
    int calls = 500_000;
    var ids = new ArrayList<CallId>();
    for (int i = 0; i < calls; i++) {
      ids.add(new CallId("ca-" + i));
    }
    for (int round = 1; round <= 4; round++) {
      long start = System.nanoTime();
      for (CallId id : ids) {
        scheduler.decide(0, new Event.InputsArrived(pool(0), "embed", id, 0, 1, InputKind.REMOTE));
        var input = new InputId(id, 0);
        scheduler.decide(0, new Event.InputsStarted(container, List.of(new Attempt(input, 1))));
        scheduler.decide(
            0,
            new Event.InputsReturned(
                container, List.of(new Event.Returned(input, 1, Event.Result.SUCCEEDED))));
      }
      System.out.printf(
          "warm call, round %d: %d ns for its three events%n",
          round, (System.nanoTime() - start) / calls);
    }
  }

  private static PoolId pool(int number) {
    return new PoolId("pool-" + number);
  }

  @SuppressWarnings("SystemGc")
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

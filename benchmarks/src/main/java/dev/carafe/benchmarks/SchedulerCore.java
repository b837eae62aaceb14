package dev.carafe.benchmarks;

import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Timeouts;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.core.PoolFunction;
import dev.carafe.scheduler.core.PoolSpec;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The scheduler's core alone, with 10,000 containers and a million queued inputs: events a second,
/// bytes per queued input, the longest that one input took (which holds the collector's pauses).
final class SchedulerCore {
  private static final int NODES = 500;
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

  private SchedulerCore() {}

  public static void main(String[] args) throws IOException {
    new SchedulerCore().measure();
  }

  private void measure() throws IOException {
    join();
    long before = used();
    for (int i = 0; i < INPUTS; i++) {
      arrive();
    }
    long bytes = (used() - before) / INPUTS;
    int containers = ready();
    var _ = events(MEASURED); // warm
    longestNanos = 0;
    double perSecond = events(MEASURED);
    System.out.printf(
        "scheduler core, %,d containers, %,d inputs queued%n  %,.0f events/s (goal ≥ 100,000),"
            + " %d bytes per queued input (goal ≤ 1,024), longest pause %.1f ms (goal ≤ 50)%n",
        containers, INPUTS, perSecond, bytes, longestNanos / 1e6);
    boolean met = perSecond >= 100_000 && bytes <= 1_024 && longestNanos <= 50_000_000L;
    Figure.append(
        "| scheduler core, %,d containers, %,d queued inputs | – | %,.0f events/s, %d bytes an input, longest pause %.1f ms | – | ≥ 100,000, ≤ 1,024, ≤ 50 ms | %s | %,d | %s, load %s |\n"
            .formatted(
                containers,
                INPUTS,
                perSecond,
                bytes,
                longestNanos / 1e6,
                met ? "met" : "missed",
                MEASURED,
                Machine.now(),
                Machine.load()));
  }

  private void join() {
    for (int i = 0; i < NODES; i++) {
      send(
          new Event.NodeJoined(
              new NodeId("n" + i), new NodeSpec(64, 256L << 30, List.of(), Map.of()), List.of()));
    }
    for (int p = 0; p < POOLS; p++) {
      send(new Event.PoolDeclared(pool(p), spec("app" + p)));
    }
  }

  /// All containers are there; the number of them.
  private int ready() {
    var rows = scheduler.snapshot(now).containers();
    rows.forEach(
        row -> {
          send(new Event.ContainerStarted(row.container()));
          send(new Event.AgentAttached(row.container()));
          send(new Event.ContainerReady(row.container()));
        });
    return rows.size();
  }

  private double events(int count) {
    events = 0;
    long start = System.nanoTime();
    while (events < count) {
      long begun = System.nanoTime();
      step();
      longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
    }
    return events / ((System.nanoTime() - start) / 1e9);
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
    events++;
    for (Action action : scheduler.decide(now, event)) {
      if (action instanceof Action.Dispatch dispatch) {
        running.add(dispatch);
      }
    }
  }

  private static PoolId pool(int number) {
    return new PoolId("pool-" + number);
  }

  private static PoolSpec spec(String app) {
    return new PoolSpec(
        app,
        "F",
        app + "/F",
        app + "/F",
        List.of(new PoolFunction("embed", "(String) float[]", Optional.empty())),
        new Resources(
            1,
            OptionalDouble.empty(),
            1L << 30,
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of()),
        new Scaling(0, CONTAINERS / POOLS, 0, Duration.ofSeconds(60)),
        Concurrency.ONE,
        new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5)),
        RetryPolicy.NONE,
        false,
        List.of(),
        Map.of());
  }

  @SuppressWarnings("SystemGc") // the figure is what stays
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

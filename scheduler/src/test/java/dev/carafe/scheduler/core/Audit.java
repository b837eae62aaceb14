package dev.carafe.scheduler.core;

import java.util.ArrayList;
import java.util.List;

/// Counts everything in a scheduler again and compares with what it has counted itself.
public final class Audit {
  private Audit() {}

  /// What does not add up; empty when all does.
  public static List<String> of(Scheduler scheduler) {
    State state = scheduler.state;
    var wrong = new ArrayList<String>();
    long total = 0;
    for (Pool pool : state.pools.values()) {
      same(wrong, pool, "serving", pool.serving, count(pool, Container::serves));
      same(wrong, pool, "starting", pool.starting, count(pool, Container::starting));
      same(wrong, pool, "ready", pool.ready, count(pool, c -> c.ready && !c.leaving()));
      same(wrong, pool, "pending", pool.pending.size(), count(pool, Container::pending));
      same(
          wrong,
          pool,
          "runs",
          pool.runs,
          pool.containers.stream().filter(Container::serves).mapToInt(c -> c.runs.size()).sum());
      same(wrong, pool, "listed", listed(pool), count(pool, Container::takesInputs));
      for (Lane lane : pool.lanes) {
        var queued = new ArrayList<Input>();
        lane.forEachQueued(queued::add);
        same(wrong, pool, "queue", lane.size(), queued.size());
        same(wrong, pool, "pending inputs", lane.pending + lane.pendingSpawns, queued.size());
        total += lane.total + lane.totalSpawns;
        if (lane.pool != pool) {
          wrong.add(pool.id + " has a lane of " + lane.pool.id);
        }
      }
    }
    for (Family family : state.families.values()) {
      int there = family.pools.stream().mapToInt(p -> count(p, c -> !c.pending())).sum();
      int unheard =
          family.pools.stream()
              .filter(p -> !p.unknown)
              .mapToInt(p -> count(p, c -> c.unheard))
              .sum();
      if (family.unheard != unheard) {
        wrong.add("family unheard %d, there are %d".formatted(family.unheard, unheard));
      }
      if (family.occupied != there) {
        wrong.add("family occupied %d, there are %d".formatted(family.occupied, there));
      }
    }
    if (total != state.inputs.size() && left(state) == 0) {
      wrong.add("lanes hold %d inputs, the table %d".formatted(total, state.inputs.size()));
    }
    for (Node node : state.nodes.present.values()) {
      if (node.freeMilliCpu < 0 || node.freeMemory < 0) {
        wrong.add("node %s is over its capacity".formatted(node.id));
      }
      if (node.slots.stream().anyMatch(s -> s.holder != null && s.borrower != null)) {
        wrong.add("a container and a step hold one GPU of node %s".formatted(node.id));
      }
    }
    return wrong;
  }

  /// Runs whose inputs belong to lanes that stayed behind with a gone pool are not found by the
  /// lanes.
  private static long left(State state) {
    return state.containers.values().stream()
        .flatMap(c -> c.runs.stream())
        .flatMap(r -> java.util.Arrays.stream(r.inputs()))
        .filter(
            i ->
                !i.ended()
                    && (!state.pools.containsValue(i.lane.pool)
                        || !java.util.Arrays.asList(i.lane.pool.lanes).contains(i.lane)))
        .count();
  }

  private static int listed(Pool pool) {
    int count = 0;
    for (Mru list : List.of(pool.idle, pool.partial, pool.stretched)) {
      for (Container c = list.mostRecent(); c != null; c = c.next) {
        count++;
      }
    }
    return count;
  }

  private static int count(Pool pool, java.util.function.Predicate<Container> condition) {
    return (int) pool.containers.stream().filter(condition).count();
  }

  private static void same(List<String> wrong, Pool pool, String what, int counted, int there) {
    if (counted != there) {
      wrong.add("pool %s: %s %d, there are %d".formatted(pool.id, what, counted, there));
    }
  }
}

package dev.carafe.scheduler.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From one version of a pool to the next, and the end of a pool.
final class Retirement {
  private static final String REPLACED = "replaced by a newer version";
  private final State state;
  private final Endings endings;
  private final Lifecycle lifecycle;
  private final Delivery delivery;

  Retirement(State state, Endings endings, Lifecycle lifecycle, Delivery delivery) {
    this.state = state;
    this.endings = endings;
    this.lifecycle = lifecycle;
    this.delivery = delivery;
  }

  void retire(Pool pool, @Nullable Pool successor, Event.Manner manner) {
    boolean wasRetired = pool.retired != null;
    if (pool.switched || (wasRetired && manner == Event.Manner.ROLLING)) {
      if (manner == Event.Manner.STOP && pool.retired != Event.Manner.STOP) {
        pool.retired = manner;
        stop(pool);
      }
      return;
    }
    pool.retired = manner;
    state.touch(pool);
    if (manner == Event.Manner.STOP) {
      stop(pool);
      return;
    }
    Pool next = wasRetired && successor == null ? pool.successor : successor;
    if (next == null || next == pool) {
      leave(pool, REPLACED);
      return;
    }
    follow(pool, next);
    // Whoever waited for this pool to take over now waits for the next.
    for (Pool before : List.copyOf(pool.predecessors)) {
      if (!before.switched) {
        follow(before, next);
      }
    }
    if (manner == Event.Manner.RECREATE) {
      switchOver(pool);
    }
  }

  private void follow(Pool pool, Pool next) {
    Pool earlier = pool.successor;
    if (earlier != null) {
      earlier.predecessors.remove(pool);
    }
    pool.successor = next;
    next.predecessors.add(pool);
    state.touch(next);
  }

  private void stop(Pool pool) {
    String reason = "%s was stopped".formatted(pool.spec.title());
    for (Container container : pool.containers) {
      for (Run run : List.copyOf(container.runs)) {
        for (Input input : run.inputs()) {
          if (run.holds(input) && !input.ended()) {
            delivery.cancel(input, reason);
          }
        }
      }
    }
    for (Lane lane : pool.lanes) {
      List.copyOf(lane.delayed).forEach(i -> delivery.cancel(i, reason));
    }
    leave(pool, "stopped");
  }

  /// Takes no part any more; whoever still waits here is told why.
  private void leave(Pool pool, String reason) {
    pool.switched = true;
    for (Pool before : pool.predecessors) {
      if (!before.switched) {
        before.successor = null;
        leave(before, reason);
      }
    }
    if (pool.queued() > 0) {
      pool.sweep = new Pool.Sweep(null, Long.MAX_VALUE);
    }
    for (Lane lane : pool.lanes) {
      for (Input input : List.copyOf(lane.delayed)) {
        endings.end(input, Endings.leftBehind(pool, lane));
      }
    }
    List.copyOf(pool.containers).forEach(c -> lifecycle.drain(c, reason));
    state.touch(pool);
  }

  /// Looks whether versions before this one, or this one itself, can hand over now.
  void step(Pool pool) {
    if (!pool.predecessors.isEmpty()) {
      for (Pool before : List.copyOf(pool.predecessors)) {
        handOver(before);
      }
    }
    if (pool.retired == Event.Manner.ROLLING && !pool.switched) {
      handOver(pool);
      // How many containers the next version needs before it takes over depends on this one's load.
      if (pool.successor != null) {
        state.touch(pool.successor);
      }
    }
  }

  private void handOver(Pool pool) {
    Pool next = pool.successor;
    if (pool.switched || next == null || pool.retired != Event.Manner.ROLLING) {
      return;
    }
    int max = next.family.max();
    int enough = max > 0 ? Math.min(next.warm(), max) : next.warm();
    boolean serves = pool.containers.stream().anyMatch(c -> !c.leaving() && !c.pending());
    if (!serves || next.ready >= enough) {
      switchOver(pool);
    }
  }

  private void switchOver(Pool pool) {
    Pool next = pool.successor;
    if (next == null) {
      return;
    }
    for (int i = 0; i < pool.lanes.length; i++) {
      Lane lane = pool.lanes[i];
      Lane there = next.lane(lane.function.name());
      if (there != null && there.function.signature().equals(lane.function.signature())) {
        move(lane, there, next);
        pool.lanes[i] = new Lane(pool, lane.function);
      }
    }
    state.emit(new Action.SwitchPool(pool.id, next.id));
    leave(pool, REPLACED);
    state.touch(next);
  }

  /// The older lane takes the place of the newer one, whose inputs go to its end.
  private void move(Lane older, Lane newer, Pool next) {
    older.pool = next;
    older.function = newer.function;
    for (int i = 0; i < next.lanes.length; i++) {
      if (next.lanes[i] == newer) {
        next.lanes[i] = older;
      }
    }
    var queued = new ArrayList<Input>();
    newer.forEachQueued(queued::add);
    queued.forEach(i -> moveTotal(i, newer, older));
    queued.forEach(older::addLast);
    for (Input input : newer.delayed) {
      moveTotal(input, newer, older);
      input.lane = older;
      older.delayed.add(input);
    }
    // They run in containers of any version whose inputs have come to this lane.
    for (Container container : state.containers.values()) {
      for (Run run : container.runs) {
        for (Input input : run.inputs()) {
          if (input.lane == newer) {
            if (!input.ended()) {
              moveTotal(input, newer, older);
            }
            input.lane = older;
          }
        }
      }
    }
  }

  private static void moveTotal(Input input, Lane from, Lane to) {
    from.countTotal(input, -1);
    to.countTotal(input, 1);
  }

  /// When the next version finds no room because the one before holds it, that one gives way, a
  /// container at a time.
  void makeRoom(Pool pool) {
    if (pool.pending.isEmpty() || pool.failedStarts > 0) {
      return;
    }
    for (Pool before : pool.predecessors) {
      boolean waits = before.retired == Event.Manner.ROLLING && !before.switched;
      if (waits && before.containers.stream().noneMatch(Container::leaving)) {
        Container spare = spare(before, pool);
        if (spare != null) {
          lifecycle.drain(spare, "makes room for a newer version");
          return;
        }
      }
    }
  }

  private static @Nullable Container spare(Pool before, Pool next) {
    if (before.containers.stream().allMatch(Container::pending)) {
      return null;
    }
    Container spare = Autoscaler.dispensable(before);
    if (next.family.full()) {
      return spare;
    }
    Node node = spare.node;
    boolean helps = node != null && node.wouldFitWithout(spare, next.spec);
    return next.blockedAt >= 0 && helps ? spare : null;
  }

  /// Drops a pool that has ended.
  void forgetIfGone(Pool pool) {
    if (!pool.switched || !pool.containers.isEmpty() || pool.queued() > 0) {
      return;
    }
    for (Lane lane : pool.lanes) {
      if (!lane.delayed.isEmpty()) {
        return;
      }
    }
    if (state.pools.remove(pool.id) == null) {
      return;
    }
    state.timers.cancel(pool.timer);
    state.blocked.remove(pool);
    pool.family.pools.remove(pool);
    if (pool.family.pools.isEmpty()) {
      state.families.remove(pool.spec.family());
    }
    Pool next = pool.successor;
    if (next == null) {
      state.forwards.values().removeIf(pool.id::equals);
    } else {
      next.predecessors.remove(pool);
      state.forwards.put(pool.id, next.id);
      state.touch(next);
    }
    if (!pool.unknown) {
      state.emit(new Action.ForgetPool(pool.id));
    }
  }
}

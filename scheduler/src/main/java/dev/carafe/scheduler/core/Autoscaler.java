package dev.carafe.scheduler.core;

/// How many containers a pool has: starts what is missing, all at once, and lets idle ones go, the
/// longest idle first.
final class Autoscaler {
  private final State state;
  private final Lifecycle lifecycle;

  Autoscaler(State state, Lifecycle lifecycle) {
    this.state = state;
    this.lifecycle = lifecycle;
  }

  void scale(Pool pool) {
    int wanted = pool.wanted();
    boolean onlyServesOut = pool.retired != null && pool.family.max() > 0;
    dropPending(pool, onlyServesOut ? 0 : wanted);
    reapIdle(pool, wanted);
    shrinkToMax(pool);
    if (!onlyServesOut) {
      grow(pool, wanted);
    }
    if (pool.pending.isEmpty() && pool.blockedAt >= 0) {
      pool.blockedAt = -1;
      state.blocked.remove(pool);
    }
  }

  private void dropPending(Pool pool, int wanted) {
    while (pool.serving > wanted && !pool.pending.isEmpty()) {
      lifecycle.drain(pool.pending.getLast(), "no longer wanted");
    }
  }

  private void reapIdle(Pool pool, int wanted) {
    Container idlest = pool.idle.leastRecent();
    while (pool.serving > wanted && idlest != null && pool.reapableAt(idlest) <= state.now) {
      lifecycle.drain(idlest, "idle for " + pool.scaling.scaledownWindow());
      idlest = pool.idle.leastRecent();
    }
  }

  /// Only ever needed after `maxContainers` was lowered.
  private void shrinkToMax(Pool pool) {
    int max = pool.scaling.max();
    if (max == 0 || pool.containers.size() <= max) {
      return;
    }
    long there = pool.containers.stream().filter(c -> !c.leaving() && !c.pending()).count();
    for (; there > max; there--) {
      lifecycle.drain(dispensable(pool), "maxContainers is now " + max);
    }
  }

  /// The container that is missed least: the longest idle, then the youngest that is not ready,
  /// then the one with the fewest runs.
  static Container dispensable(Pool pool) {
    Container idlest = pool.idle.leastRecent();
    if (idlest != null) {
      return idlest;
    }
    Container best = null;
    for (Container c : pool.containers) {
      if (!c.leaving() && !c.pending() && (best == null || cost(c) <= cost(best))) {
        best = c;
      }
    }
    if (best == null) {
      throw new IllegalStateException("pool %s has no container to spare".formatted(pool.id));
    }
    return best;
  }

  private static int cost(Container container) {
    return container.ready ? 1 + container.runs.size() : 0;
  }

  private void grow(Pool pool, int wanted) {
    int most = state.settings.pendingContainers();
    while (true) {
      while (pool.serving < wanted && pool.pending.size() < most) {
        lifecycle.addPending(pool);
      }
      Container next = pool.pending.peekFirst();
      if (next == null || !mayStart(pool) || !place(next)) {
        return;
      }
      lifecycle.start(next);
    }
  }

  private boolean mayStart(Pool pool) {
    boolean probing = pool.failedStarts > 0;
    return state.heldUntil() <= state.now
        && !(probing && (pool.backoffUntil > state.now || pool.starting > 0))
        && !pool.family.full()
        && !pool.waitsForRecreate();
  }

  private boolean place(Container container) {
    Pool pool = container.pool;
    if (pool.blockedAt == state.nodes.version) {
      return false;
    }
    if (state.nodes.place(container)) {
      return true;
    }
    pool.blockedAt = state.nodes.version;
    state.blocked.add(pool);
    return false;
  }

  /// When time alone will make a difference to this pool.
  long nextAt(Pool pool) {
    long at = Long.MAX_VALUE;
    if (!pool.pending.isEmpty() && state.heldUntil() > state.now) {
      at = state.heldUntil();
    }
    if (!pool.pending.isEmpty() && pool.backoffUntil > state.now) {
      at = Math.min(at, pool.backoffUntil);
    }
    Container idlest = pool.idle.leastRecent();
    if (idlest != null && pool.serving > pool.wanted()) {
      at = Math.min(at, pool.reapableAt(idlest));
    }
    return at;
  }
}

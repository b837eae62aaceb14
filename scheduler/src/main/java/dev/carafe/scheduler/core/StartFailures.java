package dev.carafe.scheduler.core;

import java.time.Duration;

/// Failed starts of a pool: backs off, and tells waiting callers after some in a row. Containers
/// that were started together and all fail count once, so that one hiccup does not end a whole
/// burst.
final class StartFailures {
  private final State state;

  StartFailures(State state) {
    this.state = state;
  }

  void failed(Container container, String reason) {
    if (container.startFailureCounted) {
      return;
    }
    container.startFailureCounted = true;
    Pool pool = container.pool;
    pool.failure = reason;
    pool.failed = container.id;
    state.touch(pool);
    if (container.startOrder <= pool.failureOrder) {
      return;
    }
    pool.failureOrder = state.startOrder;
    pool.failedStarts++;
    pool.backoffUntil = state.after(backoff(pool.failedStarts).toMillis());
    if (pool.failedStarts >= state.settings.failedStarts() && pool.ready == 0) {
      pool.sweep =
          new Pool.Sweep(
              new Ending.EnterFailed(container.id, pool.failedStarts, reason), state.order);
    }
  }

  void succeeded(Pool pool) {
    pool.failedStarts = 0;
    pool.backoffUntil = Long.MIN_VALUE;
    pool.failure = "";
    pool.failed = null;
  }

  private Duration backoff(int failures) {
    Duration longest = state.settings.maxBackoff();
    Duration wait = state.settings.firstBackoff();
    for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}

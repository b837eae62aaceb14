package dev.carafe.scheduler.core;

import dev.carafe.model.call.CallOutcome.Code;
import org.jspecify.annotations.Nullable;

/// After each event, brings every pool it touched to rest: ends what has to end, hands over,
/// dispatches, scales, and sets the alarm.
final class Settling {
  /// Inputs ended with one event, so that a million of them hold nobody up.
  private static final int SWEEP_STEP = 5_000;

  private final State state;
  private final Endings endings;
  private final Routing routing;
  private final Autoscaler autoscaler;
  private final Retirement retirement;

  Settling(
      State state, Endings endings, Routing routing, Autoscaler autoscaler, Retirement retirement) {
    this.state = state;
    this.endings = endings;
    this.routing = routing;
    this.autoscaler = autoscaler;
    this.retirement = retirement;
  }

  void settle() {
    boolean swept = false;
    @Nullable Pool pool = state.nextTouched();
    while (pool != null) {
      refuseImpossible(pool);
      if (pool.sweep != null && !swept) {
        sweep(pool, pool.sweep);
        swept = true;
      }
      retirement.step(pool);
      routing.dispatch(pool);
      autoscaler.scale(pool);
      retirement.makeRoom(pool);
      setAlarm(pool);
      retirement.forgetIfGone(pool);
      pool = state.nextTouched();
    }
  }

  /// New inputs are refused as they arrive; these came from another version, or before the nodes.
  private void refuseImpossible(Pool pool) {
    boolean nothingPlaced = pool.containers.size() == pool.pending.size();
    if (nothingPlaced && pool.sweep == null && pool.queued() > 0) {
      String reason = state.impossible(pool).orElse("");
      if (!reason.isEmpty()) {
        pool.sweep = new Pool.Sweep(new Ending.Rejected(Code.UNAVAILABLE, reason), state.order);
      }
    }
  }

  private void sweep(Pool pool, Pool.Sweep sweep) {
    int left = SWEEP_STEP;
    for (Lane lane : pool.lanes) {
      Input head = lane.head();
      while (head != null && head.order <= sweep.upToOrder() && left-- > 0) {
        Ending ending = sweep.ending();
        endings.end(head, ending == null ? Endings.leftBehind(pool, lane) : ending);
        head = lane.head();
      }
    }
    if (left > 0) {
      pool.sweep = null;
    }
  }

  /// Leaves an earlier alarm in place: it does no harm, and most are never needed.
  private void setAlarm(Pool pool) {
    long at =
        pool.sweep != null
            ? state.now
            : Math.min(routing.nextBatchAt(pool), autoscaler.nextAt(pool));
    if (at != Long.MAX_VALUE && (!pool.timer.isSet() || at < pool.timer.due)) {
      state.timers.set(pool.timer, at);
    }
  }
}

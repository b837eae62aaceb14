package dev.carafe.scheduler.core;

import dev.carafe.model.call.CallOutcome.Code;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.PoolId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// New inputs: joined to those known, refused, or queued.
final class Intake {
  private final State state;
  private final Endings endings;
  private final Routing routing;

  Intake(State state, Endings endings, Routing routing) {
    this.state = state;
    this.endings = endings;
    this.routing = routing;
  }

  void arrive(Event.InputsArrived event) {
    Pool pool = find(event.pool());
    if (pool == null) {
      refuseAll(
          event,
          Code.NOT_FOUND,
          "pool %s is not there: its app was stopped or never deployed".formatted(event.pool()));
      return;
    }
    Lane lane = pool.lane(event.function());
    if (lane == null) {
      refuseAll(
          event,
          Code.NOT_FOUND,
          "%s has no function %s; it has %s"
              .formatted(
                  pool.spec.title(),
                  event.function(),
                  String.join(
                      ", ", Arrays.stream(pool.lanes).map(l -> l.function.name()).toList())));
      return;
    }
    Optional<String> impossible = state.impossible(pool);
    if (impossible.isPresent()) {
      refuseAll(event, Code.UNAVAILABLE, impossible.get());
      return;
    }
    for (int i = 0; i < event.count(); i++) {
      arrive(new InputId(event.call(), event.firstIndex() + i), event.kind(), lane);
    }
    state.touch(pool);
  }

  /// The pool that takes inputs sent to `id`, which may be an older version's.
  private @Nullable Pool find(PoolId id) {
    Pool pool = state.pools.get(id);
    if (pool == null) {
      PoolId next = state.forwards.get(id);
      return next == null ? null : find(next);
    }
    if (!pool.switched) {
      return pool;
    }
    return pool.successor == null ? null : find(pool.successor.id);
  }

  private void refuseAll(Event.InputsArrived event, Code code, String reason) {
    for (int i = 0; i < event.count(); i++) {
      InputId id = new InputId(event.call(), event.firstIndex() + i);
      Input known = state.inputs.find(id);
      if (known != null && known.state == Input.State.UNCLAIMED) {
        endings.end(known, new Ending.Rejected(code, reason));
        known = null;
      }
      if (known == null) {
        refuse(id, code, reason);
      } else if (!known.claimed) {
        claim(known, event.kind(), known.lane);
      }
    }
  }

  private void refuse(InputId id, Code code, String reason) {
    state.emit(new Action.EndInput(id, new Ending.Rejected(code, reason)));
  }

  private void arrive(InputId id, InputKind kind, Lane lane) {
    Input known = state.inputs.find(id);
    if (known != null) {
      if (!known.claimed) {
        claim(known, kind, lane);
      }
      return;
    }
    if (atLimit(kind, lane)) {
      routing.dispatch(lane.pool);
      if (atLimit(kind, lane)) {
        refuse(id, Code.RESOURCE_EXHAUSTED, limitReached(kind, lane));
        return;
      }
    }
    var input = new Input(id, kind, lane, ++state.order, state.now);
    state.inputs.add(input);
    lane.countTotal(input, 1);
    lane.addLast(input);
  }

  /// Its caller is back; its attempt has run on, or is made again.
  private void claim(Input input, InputKind kind, Lane lane) {
    if (input.timer != null) {
      state.timers.cancel(input.timer);
    }
    input.lane.delayed.remove(input);
    input.lane.countTotal(input, -1);
    input.claimed = true;
    input.kind = kind;
    input.lane = lane;
    lane.countTotal(input, 1);
    if (input.state == Input.State.UNCLAIMED) {
      lane.addLast(input);
    }
  }

  private boolean atLimit(InputKind kind, Lane lane) {
    if (kind == InputKind.SPAWN) {
      return lane.pendingSpawns >= state.settings.pendingSpawns();
    }
    return lane.pending >= state.settings.pendingInputs()
        || lane.total >= state.settings.totalInputs();
  }

  private String limitReached(InputKind kind, Lane lane) {
    String function = lane.pool.spec.app() + "/" + lane.function.name();
    if (kind == InputKind.SPAWN) {
      return "%s has %d spawned inputs waiting, the most it takes (limit pendingSpawns). Wait for some to end, raise maxContainers, or raise the setting"
          .formatted(function, lane.pendingSpawns);
    }
    boolean waiting = lane.pending >= state.settings.pendingInputs();
    return "%s has %d remote and map inputs %s, the most it takes (limit %s). Send fewer at once, use spawn, raise maxContainers, or raise the setting"
        .formatted(
            function,
            waiting ? lane.pending : lane.total,
            waiting ? "waiting" : "waiting or running",
            waiting ? "pendingInputs" : "totalInputs");
  }
}

package dev.carafe.scheduler.core;

import dev.carafe.model.id.InputId;
import org.jspecify.annotations.Nullable;

/// One input that has not ended, or one that has while its attempt still runs.
final class Input implements Due {

  enum State {
    QUEUED,
    /// Waits out the delay before a retry.
    DELAYED,
    RUNNING,
    /// Its attempt, found after a restart, was lost or is to be tried again; its caller has not
    /// come yet.
    UNCLAIMED,
    ENDED
  }

  final InputId id;
  final long arrivedAt;
  InputKind kind;
  Lane lane;
  State state = State.QUEUED;

  /// Arrival order among all inputs.
  final long order;

  /// The number of the latest attempt.
  int attempts;

  int retries;
  int losses;

  /// How many of its losses were out of memory while it ran alone, begun.
  int tooLarge;

  /// Its latest attempt ran out of time and another follows once that one has ended.
  boolean timedOut;

  /// False for one that an agent reported after a restart, until its caller comes back.
  boolean claimed = true;

  @Nullable Run run;
  @Nullable Timer timer;

  Input(InputId id, InputKind kind, Lane lane, long order, long arrivedAt) {
    this.id = id;
    this.kind = kind;
    this.lane = lane;
    this.order = order;
    this.arrivedAt = arrivedAt;
  }

  boolean ended() {
    return state == State.ENDED;
  }

  boolean spawned() {
    return kind == InputKind.SPAWN;
  }

  Attempt attempt() {
    return new Attempt(id, attempts);
  }

  Timer timer() {
    Timer mine = timer;
    if (mine == null) {
      mine = new Timer(this);
      timer = mine;
    }
    return mine;
  }
}

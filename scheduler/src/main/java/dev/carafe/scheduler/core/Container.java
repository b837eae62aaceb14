package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One container that is wanted or there. It serves while it is not leaving and none of its runs
/// has been interrupted in vain; only those that serve count for the autoscaler.
final class Container implements Due {
  final ContainerId id;
  final Pool pool;
  final long createdAt;
  final Timer timer = new Timer(this);
  ContainerState state = ContainerState.PENDING;
  long since;
  String reason = "";
  @Nullable Node node;
  List<Node.Slot> gpus = List.of();
  final ArrayList<Run> runs = new ArrayList<>(1);

  /// Start order among all containers, to tell which failures belong to one round of starts.
  long startOrder;

  int interrupted;
  boolean detached;

  /// `@Enter` has run.
  boolean ready;

  /// Found running after a restart.
  boolean adopted;

  /// Counts in its family's `unheard`.
  boolean unheard;

  boolean startFailureCounted;
  boolean draining;
  boolean killed;
  boolean used;

  /// What the pool's counts hold of it; see [Pool#refresh].
  boolean countedServing;

  boolean countedStarting;
  boolean countedReady;
  int countedRuns;

  @Nullable Mru list;
  @Nullable Container previous;
  @Nullable Container next;

  Container(ContainerId id, Pool pool, long now) {
    this.id = id;
    this.pool = pool;
    this.createdAt = now;
    this.since = now;
  }

  void become(ContainerState next, long now) {
    if (state != next) {
      state = next;
      since = now;
    }
  }

  boolean pending() {
    return state == ContainerState.PENDING;
  }

  boolean leaving() {
    return draining || killed || state == ContainerState.EXITING;
  }

  boolean serves() {
    return !leaving() && interrupted == 0;
  }

  /// Whether it is on its way to being ready.
  boolean starting() {
    return !ready && !leaving() && !pending();
  }

  boolean takesInputs() {
    return ready
        && serves()
        && !detached
        && !(used && pool.spec.singleUse())
        && runs.size() < pool.maxRuns;
  }

  int inputs() {
    int count = 0;
    for (Run run : runs) {
      for (Input input : run.inputs()) {
        if (run.holds(input)) {
          count++;
        }
      }
    }
    return count;
  }

  /// The input that runs here, if it has begun and no other runs beside it.
  Optional<Input> onlyInput() {
    if (inputs() != 1) {
      return Optional.empty();
    }
    return runs.stream()
        .filter(run -> run.started)
        .flatMap(run -> Stream.of(run.inputs()).filter(run::holds))
        .findFirst();
  }

  void add(Run run) {
    run.slot = runs.size();
    runs.add(run);
  }

  void remove(Run run) {
    Run last = runs.removeLast();
    if (last != run) {
      runs.set(run.slot, last);
      last.slot = run.slot;
    }
  }

  /// The attempt as it runs here, also when its input has ended.
  @Nullable Input running(InputId id, int attempt) {
    for (Run run : runs) {
      for (Input input : run.inputs()) {
        if (run.holds(input) && input.attempts == attempt && input.id.equals(id)) {
          return input;
        }
      }
    }
    return null;
  }
}

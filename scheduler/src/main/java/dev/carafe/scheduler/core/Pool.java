package dev.carafe.scheduler.core;

import dev.carafe.model.app.Scaling;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.PoolId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One pool: its queue, its containers, and how its latest starts went.
final class Pool implements Due {
  final PoolId id;
  final PoolSpec spec;
  final Family family;
  final Timer timer = new Timer(this);
  final int maxRuns;
  final int target;
  final long attemptMillis;
  final long startupMillis;
  Scaling scaling;
  final Lane[] lanes;

  final LinkedHashSet<Container> containers = new LinkedHashSet<>();
  final ArrayDeque<Container> pending = new ArrayDeque<>();

  /// Ready containers with free slots: those below the target, those without inputs, those at or
  /// over the target.
  final Mru partial = new Mru();

  final Mru idle = new Mru();
  final Mru stretched = new Mru();

  /// Containers that serve (see [Container]), `PENDING` ones among them, and the runs in them.
  int serving;

  int runs;

  int starting;
  int ready;

  /// Failed rounds of starts since the last success.
  int failedStarts;

  long backoffUntil = Long.MIN_VALUE;
  long failureOrder = -1;
  String failure = "";
  @Nullable ContainerId failed;

  /// Ends waiting inputs up to an arrival order, some with each event.
  @Nullable Sweep sweep;

  Event.@Nullable Manner retired;
  @Nullable Pool successor;
  final List<Pool> predecessors = new ArrayList<>();

  /// It takes no part any more: its inputs have moved or ended.
  boolean switched;

  /// Not declared by anyone: the pool of a container that was found running.
  boolean unknown;

  boolean touched;

  /// Why no node could run its containers, as of [Nodes#joins].
  Optional<String> impossible = Optional.empty();

  long impossibleAt = -1;

  /// [Nodes#version] when no node had room for its next container.
  long blockedAt = -1;

  /// No ending: one for each input, as its function has it in the pool's successor.
  record Sweep(@Nullable Ending ending, long upToOrder) {}

  Pool(PoolId id, PoolSpec spec, Family family) {
    this.id = id;
    this.spec = spec;
    this.family = family;
    this.scaling = spec.scaling();
    this.maxRuns = spec.singleUse() ? 1 : spec.concurrency().max();
    this.target = spec.singleUse() ? 1 : spec.concurrency().target();
    this.attemptMillis = spec.timeouts().attempt().toMillis();
    this.startupMillis = spec.timeouts().startup().toMillis();
    this.lanes = new Lane[spec.functions().size()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(this, spec.functions().get(i));
    }
  }

  /// Brings the counts and lists in line with what `container` is now. One that was just `used`
  /// becomes the most recent.
  void refresh(Container container, boolean used) {
    serving += change(container.countedServing, container.serves());
    starting += change(container.countedStarting, container.starting());
    boolean isReady = container.ready && !container.leaving();
    ready += change(container.countedReady, isReady);
    int counted = container.serves() ? container.runs.size() : 0;
    runs += counted - container.countedRuns;
    container.countedServing = container.serves();
    container.countedStarting = container.starting();
    container.countedReady = isReady;
    container.countedRuns = counted;
    Mru wanted = container.takesInputs() ? listFor(container.runs.size()) : null;
    if (wanted == container.list && !used) {
      return;
    }
    if (container.list != null) {
      container.list.remove(container);
    }
    if (wanted != null) {
      wanted.push(container);
    }
  }

  /// Takes a container that is no more out of all counts.
  void discount(Container container) {
    container.killed = true;
    refresh(container, false);
    containers.remove(container);
    pending.remove(container);
  }

  private static int change(boolean before, boolean after) {
    return before == after ? 0 : after ? 1 : -1;
  }

  private Mru listFor(int running) {
    return running == 0 ? idle : running < target ? partial : stretched;
  }

  @Nullable Lane lane(String function) {
    for (Lane lane : lanes) {
      if (lane.function.name().equals(function)) {
        return lane;
      }
    }
    return null;
  }

  int queued() {
    int sum = 0;
    for (Lane lane : lanes) {
      sum += lane.size();
    }
    return sum;
  }

  int queuedRuns() {
    int sum = 0;
    for (Lane lane : lanes) {
      sum += lane.runs();
    }
    return sum;
  }

  /// The ready container that should take the next run.
  @Nullable Container open() {
    Container container = partial.mostRecent();
    if (container == null) {
      container = idle.mostRecent();
    }
    return container == null ? stretched.mostRecent() : container;
  }

  /// Containers that the load asks for, without regard to min and max.
  int needed() {
    return (int) Math.min(((long) queuedRuns() + runs + target - 1) / target, Integer.MAX_VALUE);
  }

  /// Containers there should be.
  int wanted() {
    if (switched || retired == Event.Manner.STOP) {
      return 0;
    }
    int needed = needed();
    long wanted = needed;
    if (retired == null) {
      wanted = Math.max(wanted, Math.max(scaling.min(), warm()));
    }
    if (needed > 0) {
      wanted += scaling.buffer();
    }
    int max = family.max();
    return (int) Math.min(wanted, max > 0 ? max : Integer.MAX_VALUE);
  }

  /// When an idle container may go, if it is not wanted then.
  long reapableAt(Container idle) {
    return idle.since + scaling.scaledownWindow().toMillis();
  }

  /// Containers that must be ready before the versions before it may go.
  int warm() {
    int warm = 0;
    for (Pool before : predecessors) {
      if (before.retired == Event.Manner.ROLLING && !before.switched) {
        warm = Math.max(warm, Math.max(before.ready > 0 ? 1 : 0, before.needed()));
      }
    }
    return warm;
  }

  boolean waitsForRecreate() {
    for (Pool before : predecessors) {
      if (before.retired == Event.Manner.RECREATE && !before.containers.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}

package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is known, and the decision being made. Pools touched by an event are settled before the
/// decision ends.
final class State {
  final Settings settings;
  final long graceMillis;
  final long reattachMillis;
  final Nodes nodes = new Nodes();
  final Timers timers = new Timers();
  final InputTable inputs = new InputTable();
  final Map<PoolId, Pool> pools = new LinkedHashMap<>();
  final Map<String, Family> families = new HashMap<>();
  final Map<ContainerId, Container> containers = new LinkedHashMap<>();

  /// Where late inputs of pools that are gone belong.
  final Map<PoolId, PoolId> forwards = new LinkedHashMap<>();

  final LinkedHashSet<Pool> blocked = new LinkedHashSet<>();

  /// Containers of unknown pools that are being killed; what they run may have been queued again.
  int strangers;

  long strangersUntil = Long.MIN_VALUE;
  private final ArrayDeque<Pool> touched = new ArrayDeque<>();
  final Spares spares = new Spares();
  private final Names names;
  private List<Action> actions = new ArrayList<>();
  long now;
  long order;
  long startOrder;

  State(Settings settings, long seed) {
    this.settings = settings;
    this.names = new Names(seed);
    this.graceMillis = settings.grace().toMillis();
    this.reattachMillis = settings.reattach().toMillis();
  }

  void begin(long time) {
    now = Math.max(now, time);
    actions = new ArrayList<>(4);
  }

  List<Action> end() {
    return actions;
  }

  void emit(Action action) {
    actions.add(action);
  }

  void touch(Pool pool) {
    if (!pool.touched) {
      pool.touched = true;
      touched.addLast(pool);
    }
  }

  @Nullable Pool nextTouched() {
    Pool pool = touched.pollFirst();
    if (pool != null) {
      pool.touched = false;
    }
    return pool;
  }

  /// Machines that are to join again first.
  final Set<NodeId> expected = new LinkedHashSet<>();

  long expectedUntil = Long.MIN_VALUE;

  boolean awaitsNodes() {
    return !expected.isEmpty() && now < expectedUntil;
  }

  /// When what holds everything up is over at the latest.
  long heldUntil() {
    return Math.max(
        strangers > 0 ? strangersUntil : Long.MIN_VALUE,
        expected.isEmpty() ? Long.MIN_VALUE : expectedUntil);
  }

  /// Whether something found running may still run what `pool` has queued.
  boolean holds(Pool pool) {
    return pool.family.unheard > 0 || now < heldUntil();
  }

  /// What a container found running runs is known, or runs no more.
  void heard(Container container) {
    if (!container.unheard) {
      return;
    }
    container.unheard = false;
    if (container.pool.unknown) {
      strangers--;
      pools.values().forEach(this::touch);
    } else {
      container.pool.family.unheard--;
      container.pool.family.pools.forEach(this::touch);
    }
  }

  /// Why no node there has ever been could run this pool's containers, if that is so.
  Optional<String> impossible(Pool pool) {
    if (awaitsNodes()) {
      return Optional.empty();
    }
    if (pool.impossibleAt != nodes.joins) {
      pool.impossibleAt = nodes.joins;
      pool.impossible = nodes.impossible(pool.spec);
    }
    return pool.impossible;
  }

  /// Room has appeared: whoever waits for it is looked at again.
  void touchBlocked() {
    blocked.forEach(this::touch);
  }

  /// That of the container that waits for such a pool, if one does.
  ContainerId newContainerId(Pool pool) {
    ContainerId id = spares.take(pool.spec.kind()).orElseGet(names::next);
    while (containers.containsKey(id)) {
      id = names.next();
    }
    return id;
  }

  /// A number in 0 to 1 that looks like chance and is the same in each replay.
  double jitter() {
    return names.fraction();
  }

  void startTimer(Timer timer, long delayMillis) {
    timers.set(timer, after(delayMillis));
  }

  /// `now + delayMillis`, without overflow.
  long after(long delayMillis) {
    return delayMillis > Long.MAX_VALUE - 1 - Math.max(now, 0)
        ? Long.MAX_VALUE - 1
        : now + delayMillis;
  }
}

package dev.carafe.scheduler.sim;

import dev.carafe.model.app.Scaling;
import dev.carafe.model.id.PoolId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.PoolSpec;
import dev.carafe.scheduler.core.Specs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is deployed: families of pools, each with a version that serves and one that is newest.
final class SimulatedDeployments {
  private final History history;
  private final Map<PoolId, PoolSpec> specs = new LinkedHashMap<>();
  private final Map<String, PoolId> newest = new LinkedHashMap<>();
  private final Map<String, PoolId> serving = new LinkedHashMap<>();
  private final Map<String, Scaling> scalings = new LinkedHashMap<>();
  private final Set<PoolId> broken = new LinkedHashSet<>();
  private int versions;

  SimulatedDeployments(History history) {
    this.history = history;
  }

  void first(String family) {
    PoolId pool = declare(family);
    serving.put(family, pool);
  }

  private PoolId declare(String family) {
    var pool = new PoolId(family + "-v" + ++versions);
    PoolSpec spec = draw(family);
    specs.put(pool, spec);
    newest.put(family, pool);
    scalings.put(family, spec.scaling());
    if (history.fault(0.1)) {
      broken.add(pool);
    }
    history.send(new Event.PoolDeclared(pool, spec));
    return pool;
  }

  private PoolSpec draw(String family) {
    int max = (int) history.upTo(5);
    int min = history.chance(0.3) && max > 0 ? 1 : 0;
    int concurrency = 1 + (int) history.upTo(3);
    Specs spec =
        Specs.spec()
            .named(family, "Service")
            .family(family)
            .cpu(0.5 + history.upTo(2))
            .scaling(min, max, (int) history.upTo(1))
            .concurrency(concurrency, 1 + (int) history.upTo(concurrency - 1))
            .retries((int) history.upTo(2))
            .timeout(Duration.ofSeconds(5 + history.upTo(5)))
            .startupTimeout(Duration.ofSeconds(15 + history.upTo(30)))
            .function("embed", history.chance(0.9) ? "()" : "(int)")
            .batched("batch", 4, Duration.ofMillis(20));
    if (history.chance(0.4)) {
      spec.gpu(history.chance(0.5) ? new String[] {"H100", "L4"} : new String[] {"any:2"});
    }
    if (history.chance(0.1)) {
      spec.singleUse();
    }
    return spec.build();
  }

  String kind(String family) {
    return spec(newest(family)).kind();
  }

  void redeploy(String family) {
    PoolId before = newest(family);
    PoolId next = declare(family);
    Event.Manner manner = history.chance(0.7) ? Event.Manner.ROLLING : Event.Manner.RECREATE;
    history.send(new Event.PoolRetired(before, Optional.of(next), manner));
  }

  void rescale(String family) {
    int max = 1 + (int) history.upTo(5);
    var scaling =
        new Scaling(
            (int) history.upTo(1),
            max,
            (int) history.upTo(1),
            Duration.ofSeconds(2 + history.upTo(20)));
    scalings.put(family, scaling);
    history.send(new Event.PoolScaled(newest(family), scaling));
  }

  void stop(String family) {
    for (PoolId pool : specs.keySet()) {
      if (spec(pool).family().equals(family)) {
        history.send(new Event.PoolRetired(pool, Optional.empty(), Event.Manner.STOP));
      }
    }
  }

  void switched(Action.SwitchPool change) {
    serving.put(spec(change.from()).family(), change.to());
  }

  /// After a restart the newest version alone is known.
  void declareAgain() {
    newest.forEach(
        (family, pool) -> {
          serving.put(family, pool);
          scalings.put(family, spec(pool).scaling());
          history.send(new Event.PoolDeclared(pool, spec(pool)));
        });
  }

  /// Broken versions work from here on, and none holds on to room that others wait for.
  void mend() {
    broken.clear();
    newest.forEach(
        (family, pool) ->
            history.send(
                new Event.PoolScaled(
                    pool, new Scaling(0, max(family), 0, Duration.ofSeconds(20)))));
  }

  boolean enterFails(PoolId pool) {
    return broken.contains(pool);
  }

  List<String> families() {
    return List.copyOf(newest.keySet());
  }

  int max(String family) {
    Scaling scaling = scalings.get(family);
    return scaling == null ? 0 : scaling.max();
  }

  PoolSpec spec(PoolId pool) {
    PoolSpec spec = specs.get(pool);
    if (spec == null) {
      throw new Violation("a container of a pool nobody declared: " + pool);
    }
    return spec;
  }

  PoolId current(String family) {
    PoolId pool = serving.get(family);
    return pool == null ? newest(family) : pool;
  }

  private PoolId newest(String family) {
    PoolId pool = newest.get(family);
    if (pool == null) {
      throw new Violation("nothing deployed as " + family);
    }
    return pool;
  }
}

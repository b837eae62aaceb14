package dev.carafe.scheduler.core;

import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Timeouts;
import java.util.List;
import java.util.Map;

/// What the core needs to know of a pool. Pools of one `family` are versions of the same thing:
/// their containers together never exceed the newest one's `maxContainers`. Containers of one
/// `kind` are the same process until they know what they are for: one that waits can be any of
/// them.
public record PoolSpec(
    String app,
    String service,
    String family,
    String kind,
    List<PoolFunction> functions,
    Resources resources,
    Scaling scaling,
    Concurrency concurrency,
    Timeouts timeouts,
    RetryPolicy retries,
    boolean singleUse,
    List<String> regions,
    Map<String, String> nodeSelector) {

  public PoolSpec {
    functions = List.copyOf(functions);
    regions = List.copyOf(regions);
    nodeSelector = Map.copyOf(nodeSelector);
    if (functions.isEmpty()) {
      throw new IllegalArgumentException("pool of %s/%s has no function".formatted(app, service));
    }
  }

  /// The pool of `service` in `app`. `family` is the same for every version of it: the app, the
  /// service, its parameter values and options; `kind` is that of one version without parameters.
  public static PoolSpec of(String app, ServiceSpec service, String family, String kind) {
    return new PoolSpec(
        app,
        service.name(),
        family,
        kind,
        service.functions().stream()
            .map(f -> new PoolFunction(f.name(), f.signature(), f.batched()))
            .toList(),
        service.resources(),
        service.scaling(),
        service.concurrency(),
        service.timeouts(),
        service.retries(),
        service.policy().singleUse(),
        service.policy().regions(),
        service.policy().nodeSelector());
  }

  /// `embeddings/Embedder`, as people read it.
  public String title() {
    return app + "/" + service;
  }
}

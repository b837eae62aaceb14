package dev.carafe.scheduler.core;

import dev.carafe.model.app.Scaling;
import dev.carafe.model.id.PoolId;
import java.util.Optional;

/// One pool as people see it. `failing` is why its containers do not start, while that is so.
public record PoolRow(
    PoolId pool,
    String app,
    String service,
    Scaling scaling,
    boolean retired,
    Optional<String> failing,
    int queued,
    int running,
    int delayed,
    int containers,
    int ready,
    int wanted) {}

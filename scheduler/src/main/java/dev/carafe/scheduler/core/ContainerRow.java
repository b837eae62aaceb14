package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.util.List;
import java.util.Optional;

/// One container as people see it. `reason` says why it is in its state, in words; it is never
/// empty for a `PENDING` one. Times are epoch milliseconds of the events.
public record ContainerRow(
    ContainerId container,
    PoolId pool,
    String app,
    String service,
    ContainerState state,
    String reason,
    Optional<NodeId> node,
    List<String> gpus,
    int inputs,
    long createdMillis,
    long sinceMillis) {}

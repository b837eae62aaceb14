package dev.carafe.scheduler.core;

import java.util.List;

/// All that is known at one moment. Equal histories give equal snapshots.
public record Snapshot(
    List<ContainerRow> containers, List<PoolRow> pools, List<NodeRow> nodes, long inputs) {}

package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import java.util.Map;

/// One machine as people see it: what is free, and which container, or step of an image, holds
/// which GPU index.
public record NodeRow(
    NodeId node,
    NodeSpec spec,
    double freeCpu,
    long freeMemoryBytes,
    int containers,
    Map<String, ContainerId> gpuHolders) {}

package dev.carafe.scheduler.core;

import java.util.LinkedHashSet;

/// The versions of one pool that have not gone yet, oldest first. They share `maxContainers`.
final class Family {
  final LinkedHashSet<Pool> pools = new LinkedHashSet<>();

  /// Containers of all of them that were started and have not ended.
  int occupied;

  /// Containers found running whose agents have not said yet what they run. Until they have,
  /// nothing is dispatched to any of the pools: it might be what they run.
  int unheard;

  boolean full() {
    int max = max();
    return max > 0 && occupied >= max;
  }

  int max() {
    return pools.isEmpty() ? 0 : pools.getLast().scaling.max();
  }
}

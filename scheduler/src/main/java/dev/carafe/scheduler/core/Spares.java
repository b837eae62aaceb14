package dev.carafe.scheduler.core;

import dev.carafe.model.id.ContainerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The containers that were started ahead of their need: at most one of a kind waits.
final class Spares {
  private final Map<String, ContainerId> waiting = new HashMap<>();

  /// Those that a container which is not started yet is to be, and their kinds.
  private final Map<ContainerId, String> promised = new HashMap<>();

  void put(String kind, ContainerId container) {
    waiting.put(kind, container);
  }

  Optional<ContainerId> take(String kind) {
    @Nullable ContainerId container = waiting.remove(kind);
    if (container != null) {
      promised.put(container, kind);
    }
    return Optional.ofNullable(container);
  }

  /// The container that was to be it is started.
  void used(ContainerId container) {
    promised.remove(container);
  }

  /// The container that was to be it is not wanted any more.
  void giveBack(ContainerId container) {
    @Nullable String kind = promised.remove(container);
    if (kind != null) {
      waiting.putIfAbsent(kind, container);
    }
  }

  void ended(ContainerId container) {
    waiting.values().remove(container);
    promised.remove(container);
  }
}

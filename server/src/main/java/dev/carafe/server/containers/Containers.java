package dev.carafe.server.containers;

import dev.carafe.model.id.ContainerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All containers the shell knows: from the decision to start one until its process is gone, and
/// the last that ended.
public final class Containers {
  private static final int ENDED_KEPT = 1_000;

  private final Map<ContainerId, ContainerRecord> running = new ConcurrentHashMap<>();
  private final Map<ContainerId, ContainerRecord> ended = new LinkedHashMap<>();

  public void add(ContainerRecord container) {
    running.put(container.id(), container);
  }

  /// A container that has not ended.
  public Optional<ContainerRecord> running(ContainerId id) {
    return Optional.ofNullable(running.get(id));
  }

  /// A container, also one that has ended not long ago.
  public Optional<ContainerRecord> find(ContainerId id) {
    ContainerRecord found = running.get(id);
    if (found != null) {
      return Optional.of(found);
    }
    synchronized (ended) {
      return Optional.ofNullable(ended.get(id));
    }
  }

  /// Its process is gone. Empty when that was known.
  public Optional<ContainerRecord> ended(ContainerId id, String reason) {
    ContainerRecord container = running.remove(id);
    if (container == null) {
      return Optional.empty();
    }
    container.ended(reason);
    synchronized (ended) {
      ended.put(id, container);
      if (ended.size() > ENDED_KEPT) {
        ended.remove(ended.keySet().iterator().next());
      }
    }
    return Optional.of(container);
  }

  /// Those that have not ended.
  public Collection<ContainerRecord> running() {
    return running.values();
  }

  /// The last that ended, newest first.
  public List<ContainerRecord> ended() {
    synchronized (ended) {
      return new ArrayList<>(ended.values()).reversed();
    }
  }
}

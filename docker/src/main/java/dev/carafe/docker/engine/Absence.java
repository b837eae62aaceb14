package dev.carafe.docker.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What can be known of containers while the daemon is away: those whose processes this machine
/// does not show any more have ended, however that was. Safe for use by many threads.
final class Absence {
  /// A daemon that is started anew is back by then, and says how its containers ended.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Set<Running> unremoved = ConcurrentHashMap.newKeySet();

  /// Whether the daemon's containers are processes that this one can see, as they should be.
  private volatile boolean seesProcesses;

  /// A container runs, as the daemon says.
  void runs(Running container) {
    seesProcesses = seesProcesses || isSeen(container);
  }

  /// Those that have ended, of a daemon that has been away for so long.
  List<Running> gone(Duration away, Collection<Running> running) {
    if (away.compareTo(PATIENCE) < 0 || !seesProcesses) {
      return List.of();
    }
    return running.stream().filter(Running::wasCreated).filter(c -> !isSeen(c)).toList();
  }

  private static boolean isSeen(Running container) {
    try {
      return HostProcesses.has(container.dockerId());
    } catch (IOException e) {
      return true; // as far as can be told
    }
  }

  /// It has ended meanwhile, and the daemon still has it.
  void leaves(Running container) {
    unremoved.add(container);
  }

  /// The daemon is back.
  void removeFrom(OwnContainers docker) {
    for (Running container : List.copyOf(unremoved)) {
      docker.remove(container);
      unremoved.remove(container);
    }
  }
}

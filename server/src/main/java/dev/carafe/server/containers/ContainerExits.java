package dev.carafe.server.containers;

import dev.carafe.model.spi.ContainerExit;
import dev.carafe.scheduler.core.Event;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows when a container's process is gone: its Volumes are committed and let go, then the
/// scheduler is told.
public final class ContainerExits {
  private static final Logger log = LoggerFactory.getLogger(ContainerExits.class);

  private final Containers containers;
  private final ContainerVolumes volumes;
  private final ContainerBuckets buckets;
  private final Adoptions adoptions;
  private final Consumer<Event> events;
  private final Executor threads;

  public ContainerExits(
      Containers containers,
      ContainerVolumes volumes,
      ContainerBuckets buckets,
      Adoptions adoptions,
      Consumer<Event> events,
      Executor threads) {
    this.containers = containers;
    this.volumes = volumes;
    this.buckets = buckets;
    this.adoptions = adoptions;
    this.events = events;
    this.threads = threads;
  }

  /// Must not block: an engine calls it from its own threads.
  public void exited(ContainerExit exit) {
    try {
      threads.execute(() -> settle(exit));
    } catch (RejectedExecutionException e) {
      settle(exit); // the server is closing; its engine waits for this
    }
  }

  private void settle(ContainerExit exit) {
    String told = buckets.loss(exit.container()).orElse(exit.reason());
    containers
        .running(exit.container())
        .ifPresent(
            container -> {
              awaitLastWords(container);
              String reason = container.exited() ? "finished" : told;
              log.info("container={} ended: {}", exit.container(), reason);
              volumes.ended(container);
              buckets.detach(exit.container());
              adoptions.forget(exit.container());
              containers.ended(exit.container(), reason);
            });
    events.accept(new Event.ContainerExited(exit.container(), exit.outOfMemory(), told));
  }

  private static void awaitLastWords(ContainerRecord container) {
    try {
      container.awaitLastWords();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

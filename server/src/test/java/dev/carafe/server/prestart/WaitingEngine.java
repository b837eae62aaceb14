package dev.carafe.server.prestart;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// An engine in memory whose containers wait when a test says so.
final class WaitingEngine implements ContainerEngine {
  final Map<ContainerId, ContainerStart> runs = new ConcurrentHashMap<>();
  final BlockingQueue<ContainerStart> ahead = new LinkedBlockingQueue<>();
  final AtomicInteger prestarts = new AtomicInteger();
  final Set<ContainerId> keptWaiting = ConcurrentHashMap.newKeySet();
  final Set<ContainerId> claims = ConcurrentHashMap.newKeySet();
  private final Set<ContainerId> waiting = ConcurrentHashMap.newKeySet();
  private final Set<ContainerId> broken = ConcurrentHashMap.newKeySet();
  private final Set<ContainerId> ending = ConcurrentHashMap.newKeySet();
  private final Set<ContainerId> sleeping = ConcurrentHashMap.newKeySet();
  private volatile Consumer<ContainerExit> listener = _ -> {};

  void awaits(ContainerId container) {
    waiting.add(container);
  }

  void breaks(ContainerId container) {
    broken.add(container);
  }

  void endsInClaim(ContainerId container) {
    ending.add(container);
  }

  /// Whatever it is given.
  void sleepsOn(ContainerId container) {
    sleeping.add(container);
  }

  void awaitGone(ContainerId container) throws InterruptedException {
    while (runs.containsKey(container)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void start(ContainerStart start) {
    if (runs.putIfAbsent(start.container(), start) != null) {
      throw new EngineException("Container %s runs already".formatted(start.container()));
    }
  }

  @Override
  public boolean mountsLate() {
    return true;
  }

  @Override
  public void prestart(ContainerStart start) {
    prestarts.incrementAndGet();
    runs.put(start.container(), start);
    ahead.add(start);
  }

  @Override
  public boolean waits(ContainerId container) {
    return waiting.contains(container)
        || (sleeping.contains(container) && runs.containsKey(container));
  }

  @Override
  public void waitOn(ContainerId container) {
    keptWaiting.add(container);
  }

  @Override
  public void claim(ContainerStart start) {
    if (ending.contains(start.container())) {
      kill(start.container());
    }
    if (!waiting.remove(start.container()) || broken.contains(start.container())) {
      throw new EngineException("Container %s is broken".formatted(start.container()));
    }
    claims.add(start.container());
  }

  @Override
  public int exec(ContainerId container, List<String> command, InputStream in, ExecOutput output) {
    return 0;
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId container) {
    return Optional.ofNullable(runs.get(container)).map(_ -> new ContainerUsage(1, 1, 1));
  }

  @Override
  public void stop(ContainerId container, Duration grace) {
    kill(container);
  }

  @Override
  public void kill(ContainerId container) {
    waiting.remove(container);
    if (runs.remove(container) != null) {
      listener.accept(new ContainerExit(container, 137, false, "killed"));
    }
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public List<ContainerId> recover() {
    return List.copyOf(runs.keySet());
  }

  @Override
  public boolean show(ContainerId container, VolumeAttachment view) {
    return false;
  }

  @Override
  public String name() {
    return "waiting";
  }

  @Override
  public boolean blocksNetwork() {
    return true;
  }

  @Override
  public Optional<String> limitsNoDisk() {
    return Optional.empty();
  }

  @Override
  public void close() {
    List.copyOf(runs.keySet()).forEach(this::kill);
  }
}

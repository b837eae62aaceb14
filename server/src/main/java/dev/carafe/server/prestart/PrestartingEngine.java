package dev.carafe.server.prestart;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.scheduler.core.Event;
import dev.carafe.server.security.Tokens;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine that keeps containers started ahead: one for each of the functions that were last
/// used. Once one waits the scheduler is told, and gives its id to the next container of its kind;
/// whoever starts that gets the one that waits. Safe for use by many threads.
public final class PrestartingEngine implements ContainerEngine {
  private static final Logger log = LoggerFactory.getLogger(PrestartingEngine.class);

  private static final Duration UNUSED = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofMillis(20);

  /// Several times before an agent that waits believes its server gone.
  private static final Duration LOOK_AFTER = Duration.ofSeconds(10);

  private static final Duration WAKES_LOOK = Duration.ofMillis(1);

  private final ContainerEngine engine;
  private final int most;
  private final Consumer<Event> events;
  private final Predicate<String> kinds;
  private final Pace pace;
  private final ScheduledExecutorService timer;
  private volatile Consumer<ContainerExit> listener = _ -> {};

  /// The one that was needed longest ago comes first.
  private final Map<ContainerId, Spare> spares = new LinkedHashMap<>();

  /// How long after a start another container is started ahead, and within what time one that is
  /// claimed goes on, or another is started in its place.
  public record Pace(Duration after, Duration wakes) {}

  /// Containers for at most `most` functions wait, of kinds that there are (`kinds`); each is
  /// started by the one thread of the timer, which is closed with this.
  public PrestartingEngine(
      ContainerEngine engine,
      int most,
      Consumer<Event> events,
      Predicate<String> kinds,
      Pace pace,
      ScheduledExecutorService timer) {
    this.engine = engine;
    this.most = most;
    this.events = events;
    this.kinds = kinds;
    this.pace = pace;
    this.timer = timer;
    engine.onExit(this::ended);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> quietly(this::lookAfter),
            LOOK_AFTER.toMillis(),
            LOOK_AFTER.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void start(ContainerStart start) {
    Need need = Need.of(start);
    Optional<Spare> spare = wanted(start.container());
    if (spare.isEmpty() || !claimed(spare.get(), need, start)) {
      engine.start(start);
    }
    if (fits(start)) {
      later(pace.after(), () -> prestart(need, start));
    }
  }

  private boolean fits(ContainerStart start) {
    return start.gpus().isEmpty()
        && start.buckets().isEmpty()
        && (start.volumes().isEmpty() || engine.mountsLate());
  }

  private void later(Duration pause, Runnable action) {
    try {
      var _ = timer.schedule(() -> quietly(action), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("nothing is started ahead any more, as the server ends");
    }
  }

  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("A container could not be started ahead: {}", e.getMessage());
    }
  }

  /// One that will not do makes way for another with its id.
  private boolean claimed(Spare spare, Need need, ContainerStart start) {
    try {
      if (spare.isAlive() && spare.need().equals(need)) {
        engine.claim(start);
        awaitAwake(spare);
        forget(spare).ifPresent(listener);
        return true;
      }
      log.info("container={} waited for what is needed no more; it is started anew", spare.id());
    } catch (RuntimeException e) {
      log.warn("container={} is started anew: {}", spare.id(), e.getMessage());
    }
    engine.kill(spare.id());
    try {
      spare.awaitEnd();
    } finally {
      var _ = forget(spare);
    }
    return false;
  }

  /// A process that was stopped or paused takes a config, and does nothing.
  private void awaitAwake(Spare spare) {
    long latest = System.nanoTime() + pace.wakes().toNanos();
    while (engine.waits(spare.id())) {
      if (System.nanoTime() > latest) {
        throw new EngineException(
            "it has not gone on within %d ms of being needed; is its process stopped?"
                .formatted(pace.wakes().toMillis()));
      }
      pause(spare);
    }
  }

  private static void pause(Spare spare) {
    try {
      Thread.sleep(WAKES_LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Container %s is not waited for any more".formatted(spare.id()), e);
    }
  }

  private synchronized Optional<Spare> wanted(ContainerId id) {
    Optional<Spare> spare = Optional.ofNullable(spares.get(id));
    spare.ifPresent(Spare::want);
    return spare;
  }

  /// It is one like all others from here on. Its end, if that came before.
  private synchronized Optional<ContainerExit> forget(Spare spare) {
    spares.remove(spare.id());
    return spare.exit();
  }

  private void prestart(Need need, ContainerStart like) {
    if (!kinds.test(need.kind())) {
      return; // its app was stopped meanwhile
    }
    Optional<Spare> there = newest(need.kind());
    if (there.isPresent() && there.get().need().equals(need)) {
      return;
    }
    there.ifPresent(this::end);
    Spare spare = new Spare(new ContainerId("ct-" + Tokens.name(10)), need);
    add(spare);
    try {
      engine.prestart(like.as(spare.id()));
    } catch (RuntimeException e) {
      var _ = forget(spare);
      throw e;
    }
    tooMany().forEach(this::end);
    later(LOOK, () -> offer(spare));
    later(UNUSED, () -> end(spare));
  }

  /// The one that waits for such a need, which is the one that was needed last now.
  private synchronized Optional<Spare> newest(String kind) {
    Optional<Spare> there =
        spares.values().stream()
            .filter(spare -> spare.isFree() && spare.need().kind().equals(kind))
            .findFirst();
    there.ifPresent(
        spare -> {
          spares.remove(spare.id());
          spares.put(spare.id(), spare);
        });
    return there;
  }

  private synchronized void add(Spare spare) {
    spares.put(spare.id(), spare);
  }

  private synchronized List<Spare> tooMany() {
    List<Spare> free = free();
    return free.subList(0, Math.max(0, free.size() - most));
  }

  private void offer(Spare spare) {
    if (!isFree(spare)) {
      return;
    }
    if (engine.waits(spare.id())) {
      events.accept(new Event.SpareWaits(spare.id(), spare.need().kind()));
      log.info("container={} waits to be needed", spare.id());
    } else {
      later(LOOK, () -> offer(spare));
    }
  }

  /// Lets those that may be needed wait on, and ends the others: of apps that were stopped, and of
  /// versions that are no more.
  void lookAfter() {
    for (Spare spare : free()) {
      if (kinds.test(spare.need().kind())) {
        engine.waitOn(spare.id());
      } else {
        end(spare);
      }
    }
  }

  private synchronized List<Spare> free() {
    return spares.values().stream().filter(Spare::isFree).toList();
  }

  private synchronized boolean isFree(Spare spare) {
    return spare.isFree();
  }

  private void end(Spare spare) {
    if (endsFree(spare)) {
      events.accept(new Event.SpareEnded(spare.id()));
      engine.kill(spare.id());
    }
  }

  private synchronized boolean endsFree(Spare spare) {
    boolean free = spare.isFree();
    if (free) {
      spare.end();
    }
    return free;
  }

  private void ended(ContainerExit exit) {
    Optional<Spare> spare = endedUnclaimed(exit);
    if (spare.isEmpty()) {
      listener.accept(exit);
    } else {
      events.accept(new Event.SpareEnded(exit.container()));
    }
  }

  private synchronized Optional<Spare> endedUnclaimed(ContainerExit exit) {
    Optional<Spare> spare = Optional.ofNullable(spares.get(exit.container()));
    spare.ifPresent(
        ended -> {
          ended.ended(exit);
          if (!ended.isWanted()) {
            spares.remove(ended.id());
          }
        });
    return spare;
  }

  @Override
  public List<ContainerId> recover() {
    return engine.recover();
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public int exec(ContainerId container, List<String> command, InputStream in, ExecOutput output)
      throws InterruptedException {
    return engine.exec(container, command, in, output);
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId container) throws InterruptedException {
    return engine.usage(container);
  }

  @Override
  public boolean show(ContainerId container, VolumeAttachment view) {
    return engine.show(container, view);
  }

  @Override
  public void stop(ContainerId container, Duration grace) {
    engine.stop(container, grace);
  }

  @Override
  public void kill(ContainerId container) {
    engine.kill(container);
  }

  @Override
  public boolean mountsLate() {
    return engine.mountsLate();
  }

  @Override
  public void prestart(ContainerStart start) {
    engine.prestart(start);
  }

  @Override
  public boolean waits(ContainerId container) {
    return engine.waits(container);
  }

  @Override
  public void waitOn(ContainerId container) {
    engine.waitOn(container);
  }

  @Override
  public void claim(ContainerStart start) {
    engine.claim(start);
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public boolean blocksNetwork() {
    return engine.blocksNetwork();
  }

  @Override
  public Optional<String> limitsNoDisk() {
    return engine.limitsNoDisk();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    engine.close();
  }
}

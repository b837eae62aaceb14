package dev.carafe.server.prestart;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.server.security.Tokens;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine that keeps containers started ahead: one for each of the functions that were last
/// used. Whoever starts a container of such a function gets the one that waits, if it waits
/// already. To the engine a claimed container keeps the name under which it was started; here and
/// to all others it has the name that it was claimed with. Safe for use by many threads.
public final class PrestartingEngine implements ContainerEngine {
  private static final Logger log = LoggerFactory.getLogger(PrestartingEngine.class);
  private static final String PREFIX = "spare-";

  /// Less than its agent waits.
  private static final Duration UNUSED = Duration.ofMinutes(10);

  private final ContainerEngine engine;
  private final int most;
  private final Claims claims;
  private final Duration after;
  private final ScheduledExecutorService timer;
  private volatile Consumer<ContainerExit> listener = _ -> {};

  /// The one that was needed longest ago comes first.
  private final Map<Need, ContainerId> waiting = new LinkedHashMap<>();

  private final Map<ContainerId, ContainerId> started = new LinkedHashMap<>();
  private final Map<ContainerId, ContainerId> known = new LinkedHashMap<>();
  private final Set<ContainerId> claiming = new HashSet<>();
  private final Map<ContainerId, ContainerExit> early = new LinkedHashMap<>();

  /// Containers for at most `most` functions wait; each is started so long `after` another one, by
  /// the one thread of the timer, which is closed with this.
  public PrestartingEngine(
      ContainerEngine engine,
      int most,
      Claims claims,
      Duration after,
      ScheduledExecutorService timer) {
    this.engine = engine;
    this.most = most;
    this.claims = claims;
    this.after = after;
    this.timer = timer;
    engine.onExit(this::ended);
  }

  @Override
  public void start(ContainerStart start) {
    Need need = Need.of(start);
    if (!claimed(need, start)) {
      engine.start(start);
    }
    if (fits(start)) {
      later(after, () -> prestart(need, start));
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

  private boolean claimed(Need need, ContainerStart start) {
    Optional<ContainerId> spare = take(need);
    if (spare.isEmpty()) {
      return false;
    }
    ContainerId id = spare.get();
    try {
      claims.add(id, start.container());
      if (!engine.claim(id, start)) {
        forget(id);
        waitsOn(need, id);
        return false;
      }
    } catch (RuntimeException e) {
      log.warn("container={} is started anew: {}", start.container(), e.getMessage());
      giveUp(id);
      return false;
    }
    log.debug("container={} was started ahead as {}", start.container(), id);
    names(id, start.container()).ifPresent(this::ended);
    return true;
  }

  /// It was needed a moment too early.
  private synchronized void waitsOn(Need need, ContainerId id) {
    claiming.remove(id);
    if (early.remove(id) == null) {
      waiting.put(need, id);
    }
  }

  private synchronized Optional<ContainerId> take(Need need) {
    Optional<ContainerId> spare = Optional.ofNullable(waiting.remove(need));
    spare.ifPresent(claiming::add);
    return spare;
  }

  /// Its end, if it has ended meanwhile.
  private synchronized Optional<ContainerExit> names(ContainerId id, ContainerId now) {
    claiming.remove(id);
    started.put(now, id);
    known.put(id, now);
    return Optional.ofNullable(early.remove(id));
  }

  private void giveUp(ContainerId id) {
    synchronized (this) {
      claiming.remove(id);
      early.remove(id);
    }
    engine.kill(id);
    forget(id);
  }

  /// What cannot be removed is left to the next server; nothing that waits for an end waits for it.
  private void forget(ContainerId id) {
    try {
      claims.remove(id);
    } catch (UncheckedIOException e) {
      log.warn("container={} stays noted as claimed", id, e);
    }
  }

  private void prestart(Need need, ContainerStart like) {
    if (isThere(need)) {
      return;
    }
    ContainerId id = new ContainerId(PREFIX + Tokens.name(10));
    engine.prestart(Need.named(id, like));
    synchronized (this) {
      waiting.put(need, id);
    }
    tooMany().forEach(engine::kill);
    later(UNUSED, () -> drop(need, id));
  }

  /// If so it is the one that was needed last.
  private synchronized boolean isThere(Need need) {
    Optional<ContainerId> there = Optional.ofNullable(waiting.remove(need));
    there.ifPresent(id -> waiting.put(need, id));
    return there.isPresent();
  }

  private synchronized List<ContainerId> tooMany() {
    List<ContainerId> all = new ArrayList<>(waiting.values());
    List<ContainerId> oldest = all.subList(0, Math.max(0, all.size() - most));
    waiting.values().removeAll(oldest);
    return oldest;
  }

  private void drop(Need need, ContainerId id) {
    boolean unused;
    synchronized (this) {
      unused = waiting.remove(need, id);
    }
    if (unused) {
      engine.kill(id);
    }
  }

  private void ended(ContainerExit exit) {
    ContainerId id = exit.container();
    if (!id.value().startsWith(PREFIX)) {
      listener.accept(exit);
      return;
    }
    Optional<ContainerId> now;
    synchronized (this) {
      now = Optional.ofNullable(known.remove(id));
      now.ifPresent(started::remove);
      waiting.values().remove(id);
      if (claiming.contains(id)) {
        early.put(id, exit);
      }
    }
    if (now.isPresent()) {
      forget(id);
      listener.accept(
          new ContainerExit(now.get(), exit.exitCode(), exit.outOfMemory(), exit.reason()));
    }
  }

  private synchronized ContainerId started(ContainerId container) {
    return started.getOrDefault(container, container);
  }

  /// Those that waited for an earlier server are of no use.
  @Override
  public List<ContainerId> recover() {
    List<ContainerId> found = new ArrayList<>();
    List<ContainerId> all = engine.recover();
    claims.keepOnly(Set.copyOf(all));
    for (ContainerId id : all) {
      Optional<ContainerId> now = claims.of(id);
      if (now.isPresent()) {
        names(id, now.get()).ifPresent(this::ended);
        found.add(now.get());
      } else if (id.value().startsWith(PREFIX)) {
        engine.kill(id);
      } else {
        found.add(id);
      }
    }
    return found;
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public int exec(ContainerId container, List<String> command, InputStream in, ExecOutput output)
      throws InterruptedException {
    ContainerId id = started(container);
    boolean same = id.equals(container);
    return engine.exec(id, same ? command : Need.renamed(container, command), in, output);
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId container) throws InterruptedException {
    return engine.usage(started(container));
  }

  @Override
  public boolean show(ContainerId container, VolumeAttachment view) {
    return engine.show(started(container), view);
  }

  @Override
  public void stop(ContainerId container, Duration grace) {
    engine.stop(started(container), grace);
  }

  @Override
  public void kill(ContainerId container) {
    engine.kill(started(container));
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
  public boolean claim(ContainerId spare, ContainerStart start) {
    return engine.claim(spare, start);
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

package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Container;
import dev.carafe.docker.engine.Sandboxes.Seat;
import dev.carafe.model.aot.AotCaches;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Containers in the Docker daemon of this machine. They are labelled with the server's data
/// directory, outlive a server that crashes, and are found again by the next one. Their agents
/// reach the server through a socket in a folder they share, so also without any network. Safe for
/// use by many threads.
public final class DockerContainerEngine implements ContainerEngine {
  /// How containers name their server.
  public static final String SERVER_ADDRESS = "unix:" + Layout.SERVER + "/" + Layout.SOCKET;

  private static final Logger log = LoggerFactory.getLogger(DockerContainerEngine.class);

  /// For running inputs, `@Exit` hooks and the last commits when the server ends.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration END = Duration.ofSeconds(10);
  private static final int MORE_SANDBOXES = 2; // an app's own and the spare one may have ended
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private final OwnContainers docker;
  private final Path containers;
  private final Path agents;
  private final Supplier<Optional<String>> base;
  private final JavaRuntime java;
  private final ContainerUser user;
  private final AotCaches aotCaches;
  private final Sandboxes sandboxes;
  private final Watch watch;
  private final ConcurrentMap<ContainerId, Running> running = new ConcurrentHashMap<>();
  private final Absence absence = new Absence();
  private volatile Consumer<ContainerExit> listener = _ -> {};
  private volatile boolean closed;

  /// Containers have folders under `dataDir/docker`, AOT caches lie under `dataDir/aot`. `base` is
  /// an image of any kind that is there already.
  public DockerContainerEngine(
      Daemon daemon,
      Path dataDir,
      ContainerUser user,
      AotTraining training,
      Supplier<Optional<String>> base) {
    this.base = base;
    this.user = user;
    try {
      Path real = Files.createDirectories(dataDir).toRealPath();
      this.containers = Files.createDirectories(real.resolve("docker"));
      this.agents = Files.createDirectories(real.resolve("agents"));
      Files.setPosixFilePermissions(agents, PosixFilePermissions.fromString("rwx--x--x"));
      this.java = JavaRuntime.ofThisUser();
      this.docker = new OwnContainers(daemon, real.toString());
      this.aotCaches = caches(Files.createDirectories(real.resolve("aot")), training);
    } catch (IOException e) {
      throw new EngineException(
          "The docker engine cannot keep containers in %s: %s".formatted(dataDir, e), e);
    }
    this.sandboxes = new Sandboxes(docker);
    this.watch =
        new Watch(
            daemon,
            Map.of(Labels.DATA, docker.data()),
            this::died,
            this::sandboxEnded,
            this::reconcile,
            this::endWithout);
    Thread.ofVirtual().name("link-java").start(this::prepare);
  }

  private AotCaches caches(Path folder, AotTraining training) {
    return new AotCaches(
        folder,
        () -> java.folder().toString(),
        training,
        task -> ContainerTraining.in(folder, docker, java.folder(), user, task));
  }

  /// So that the first start need not wait.
  private void prepare() {
    try {
      var _ = java.folder();
    } catch (EngineException e) {
      log.warn("{}", e.getMessage()); // and every start says it again
    }
  }

  /// Where the server is to listen for agents.
  public Path socket() {
    return agents.resolve(Layout.SOCKET);
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public boolean blocksNetwork() {
    return true;
  }

  @Override
  public Optional<String> limitsNoDisk() {
    return LimitedDisk.lack();
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public boolean mountsLate() {
    return LiveVolumes.permitted();
  }

  @Override
  public void start(ContainerStart start) {
    start(start, false);
  }

  @Override
  public void prestart(ContainerStart start) {
    start(start, true);
  }

  @Override
  public boolean waits(ContainerId id) {
    return running.containsKey(id) && folder(id).waits();
  }

  @Override
  public void waitOn(ContainerId id) {
    folder(id).waitOn();
  }

  @Override
  public void claim(ContainerStart start) {
    Running container = known(start.container());
    ContainerFolder folder = folder(start.container());
    try {
      ReadableFiles.open(start.classPath());
      start.volumes().stream()
          .sorted(Comparator.comparing(VolumeAttachment::path)) // those that hold others first
          .forEach(volume -> new LiveVolumes(docker).show(container, volume));
      folder.give(user, start.agentConfig());
    } catch (IOException e) {
      throw failed(start, e);
    }
  }

  private void start(ContainerStart start, boolean ahead) {
    ContainerFolder folder = folder(start.container());
    Running container = new Running(start.container(), start.resources().memoryLimitBytes());
    if (running.putIfAbsent(start.container(), container) != null) {
      throw new EngineException("Container %s runs already".formatted(start.container()));
    }
    try {
      ReadableFiles.open(start.classPath());
      Path home = java.folder();
      Optional<Path> cache = aotCaches.cacheFor(start);
      startIn(
          container,
          folder,
          start,
          network ->
              new Creation(
                  start, ahead, folder, home, cache, agents, user, docker.data(), network));
    } catch (IOException | RuntimeException e) {
      running.remove(start.container(), container);
      docker.remove(container);
      container.seat().ifPresent(sandboxes::leave);
      discard(folder);
      throw e instanceof EngineException known ? known : failed(start, e);
    }
    if (closed) {
      container.asked("killed: the server is ending");
      docker.kill(container);
    }
  }

  /// In its app's sandbox; in another one, should that have ended a moment ago.
  private void startIn(
      Running container,
      ContainerFolder folder,
      ContainerStart start,
      Function<String, Creation> creation)
      throws IOException {
    Creation first = creation.apply(network(container, start));
    folder.create(user, first.environment(), start.resources().ephemeralDiskBytes());
    if (!first.ahead()) {
      folder.give(user, start.agentConfig());
    }
    Optional<Seat> left = started(container, first);
    for (int more = MORE_SANDBOXES; left.isPresent(); more--) {
      sandboxEnded(left.get().sandbox().id());
      Creation next = creation.apply(network(container, start));
      left = started(container, next);
      if (more == 0 && left.isPresent()) {
        throw new EngineException("its network, a sandbox in Docker, ends again and again");
      }
    }
  }

  /// Where it sat, if that has ended, and it could not start for it.
  private Optional<Seat> started(Running container, Creation creation) {
    try {
      docker.start(container, creation);
      absence.runs(container);
      return Optional.empty();
    } catch (RuntimeException e) {
      Optional<Seat> seat = container.seat();
      if (seat.isEmpty() || seat.get().sandbox().runs()) {
        throw e;
      }
      docker.remove(container);
      container.stands();
      return seat;
    }
  }

  private String network(Running container, ContainerStart start) {
    if (start.blockNetwork()) {
      return NetworkMode.NONE;
    }
    Seat seat = sandboxes.join(start.app(), start.image());
    container.sits(seat);
    return seat.sandbox().networkMode();
  }

  /// Those who sit in it have no network any more: whoever still runs is started anew elsewhere.
  private void sandboxEnded(String sandbox) {
    sandboxes.ended(sandbox);
    running.values().stream()
        .flatMap(container -> container.losesNetwork(sandbox).stream())
        .forEach(docker::kill);
  }

  private static EngineException failed(ContainerStart start, Exception e) {
    return new EngineException(
        "Starting container %s of %s/%s from image %s in Docker failed: %s"
            .formatted(
                start.container(),
                start.app(),
                start.service(),
                start.image(),
                FullDisk.explain(GrantedGpus.explain(OwnContainers.words(e)))),
        e);
  }

  /// The daemon says that a container's process is gone.
  private void died(String container) {
    Running ended = running.get(new ContainerId(container));
    if (ended != null) {
      Thread.ofVirtual().name("ended-" + container).start(() -> ended(ended));
    }
  }

  /// After a time in which nothing was heard of the daemon: whoever has ended, or is not there any
  /// more, did so unheard.
  private void reconcile() {
    List<Running> created = running.values().stream().filter(Running::wasCreated).toList();
    Set<ContainerId> there =
        docker.all().stream()
            .filter(c -> !OwnContainers.hasEnded(c))
            .map(OwnContainers::idOf)
            .collect(Collectors.toSet());
    created.stream().filter(c -> !there.contains(c.id())).forEach(gone -> died(gone.id().value()));
    Set<String> sandboxIds = new HashSet<>(sandboxes.ids());
    docker.sandboxes().stream()
        .filter(c -> !OwnContainers.hasEnded(c))
        .forEach(c -> sandboxIds.remove(c.getId()));
    sandboxIds.forEach(this::sandboxEnded);
    absence.removeFrom(docker);
  }

  /// While the daemon is away: those that still run are left alone.
  private void endWithout(Duration away) {
    for (Running container : absence.gone(away, running.values())) {
      container.lost();
      died(container.id().value());
    }
  }

  private void ended(Running container) {
    if (!container.endsNow()) {
      return; // two events tell of one end
    }
    ContainerExit exit = exit(container);
    docker.remove(container);
    if (container.isLost()) {
      absence.leaves(container);
    }
    discard(folder(container.id()));
    running.remove(container.id(), container);
    listener.accept(exit);
    container.seat().ifPresent(sandboxes::leave);
    container.gone();
  }

  /// Waits for a daemon that is away, as long as there is hope: every end is told.
  private ContainerExit exit(Running container) {
    Optional<ContainerExit> exit = docker.exit(container);
    while (exit.isEmpty() && !closed && !container.isLost() && pause()) {
      exit = docker.exit(container);
    }
    return exit.orElseGet(
        () ->
            ExitWords.untold(
                container,
                container.isLost()
                    ? "ended while Docker did not answer"
                    : "Docker does not answer"));
  }

  private static boolean pause() {
    try {
      Thread.sleep(ASK_AGAIN);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean show(ContainerId id, VolumeAttachment view) {
    new LiveVolumes(docker).show(known(id), view);
    return true;
  }

  @Override
  public int exec(ContainerId id, List<String> command, InputStream in, ExecOutput output)
      throws InterruptedException {
    return new ExecutedCommand(docker.daemon().patient(), known(id), folder(id), user, command)
        .run(in, output);
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId id) throws InterruptedException {
    Running container = running.get(id);
    return container == null
        ? Optional.empty()
        : UsageReading.of(docker.daemon().prompt(), id, container.dockerId());
  }

  private Running known(ContainerId id) {
    Running container = running.get(id);
    if (container == null) {
      throw new EngineException("Container %s does not run".formatted(id));
    }
    return container;
  }

  @Override
  public void stop(ContainerId id, Duration grace) {
    Running container = running.get(id);
    if (container != null) {
      container.asked("stopped");
      Thread.ofVirtual().name("stop-" + id).start(() -> docker.stop(container, grace));
    }
  }

  @Override
  public void kill(ContainerId id) {
    Running container = running.get(id);
    if (container != null) {
      container.asked("killed");
      docker.kill(container);
    }
  }

  @Override
  public List<ContainerId> recover() {
    List<ContainerId> found = new ArrayList<>();
    for (Container container : docker.all()) {
      ContainerId id = OwnContainers.idOf(container);
      if ("running".equals(container.getState()) && !running.containsKey(id)) {
        Running adopted = docker.adopted(container);
        docker
            .network(container)
            .ifPresent(
                sandbox -> adopted.sits(sandboxes.adopt(OwnContainers.appOf(container), sandbox)));
        running.put(id, adopted);
        absence.runs(adopted);
        found.add(id);
      }
    }
    docker.sweepTrainings();
    sweep();
    sweepFolders();
    sandboxes.sweep();
    reconcile();
    sandboxes.prepare(base);
    return found;
  }

  /// Removes what nobody here knows: it had ended, or never begun, before this engine was told.
  private void sweep() {
    docker.all().stream()
        .filter(c -> !running.containsKey(OwnContainers.idOf(c)))
        .forEach(docker::remove);
  }

  private void sweepFolders() {
    try (var all = Files.newDirectoryStream(containers)) {
      for (Path folder : all) {
        if (!running.containsKey(new ContainerId(folder.getFileName().toString()))) {
          discard(new ContainerFolder(folder));
        }
      }
    } catch (IOException e) {
      throw new EngineException("Reading %s failed: %s".formatted(containers, e), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    aotCaches.close();
    List<Running> all = List.copyOf(running.values());
    all.forEach(c -> stop(c.id(), GRACE));
    Instant latest = Instant.now().plus(GRACE).plus(END);
    for (Running container : all) {
      if (!await(container, Duration.between(Instant.now(), latest))) {
        container.asked("killed: still running after the server began to end");
        docker.kill(container);
        await(container, END);
      }
    }
    List.copyOf(running.values()).forEach(docker::kill); // those that were just starting
    List.copyOf(running.values()).forEach(c -> await(c, END));
    closeSandboxes();
    watch.close();
  }

  private void closeSandboxes() {
    try {
      sandboxes.close();
    } catch (RuntimeException e) {
      log.warn("network sandboxes stay in Docker: {}", OwnContainers.words(e));
    }
  }

  private static boolean await(Running container, Duration limit) {
    try {
      container.whenGone().get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private ContainerFolder folder(ContainerId id) {
    return new ContainerFolder(containers.resolve(id.value()));
  }

  private static void discard(ContainerFolder folder) {
    try {
      folder.delete();
    } catch (IOException | UncheckedIOException e) {
      // a file made meanwhile: recover() of the next server tries again
    }
  }
}

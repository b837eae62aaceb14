package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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

  private final DockerClient docker;
  private final Path containers;
  private final Path agents;
  private final JavaRuntime java;
  private final String user;
  private final String data;
  private final Watch watch;
  private final ConcurrentMap<ContainerId, Running> running = new ConcurrentHashMap<>();
  private volatile Consumer<ContainerExit> listener = _ -> {};
  private volatile boolean closed;

  /// Containers have folders under `dataDir/docker`.
  public DockerContainerEngine(DockerClient docker, Path dataDir) {
    this.docker = docker;
    try {
      Path real = Files.createDirectories(dataDir).toRealPath();
      this.containers = Files.createDirectories(real.resolve("docker"));
      this.agents = Files.createDirectories(real.resolve("agents"));
      Files.setPosixFilePermissions(agents, PosixFilePermissions.fromString("rwx--x--x"));
      this.java = JavaRuntime.ofThisUser();
      this.user =
          "%s:%s"
              .formatted(
                  Files.getAttribute(real, "unix:uid"), Files.getAttribute(real, "unix:gid"));
      this.data = identity(real);
    } catch (IOException e) {
      throw new EngineException(
          "The docker engine cannot keep containers in %s: %s".formatted(dataDir, e), e);
    }
    this.watch = new Watch(docker, Map.of(Labels.DATA, data), this::died, this::reconcile);
    Thread.ofVirtual().name("link-java").start(this::prepare);
  }

  private static String identity(Path dataDir) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(dataDir.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
  public boolean reloadsVolumes() {
    return false;
  }

  @Override
  public boolean blocksNetwork() {
    return true;
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public void start(ContainerStart start) {
    ContainerFolder folder = folder(start.container());
    Running container = new Running(start.container(), start.resources().memoryLimitBytes());
    if (running.putIfAbsent(start.container(), container) != null) {
      throw new EngineException("Container %s runs already".formatted(start.container()));
    }
    try {
      Path runtime = java.folder();
      folder.create(start.agentConfig(), environment(start));
      CreateContainerCmd command = docker.createContainerCmd(start.image());
      new Creation(start, folder.root(), runtime, agents, user, data).apply(command);
      String id = command.exec().getId();
      container.created(id);
      docker.startContainerCmd(id).exec();
    } catch (IOException | RuntimeException e) {
      running.remove(start.container(), container);
      remove(container);
      discard(folder);
      throw e instanceof EngineException known ? known : failed(start, e);
    }
    if (closed) {
      container.asked("killed: the server is ending");
      killNow(container);
    }
  }

  private static EngineException failed(ContainerStart start, Exception e) {
    return new EngineException(
        "Starting container %s of %s/%s from image %s in Docker failed: %s"
            .formatted(start.container(), start.app(), start.service(), start.image(), words(e)),
        e);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage()).strip();
  }

  private static Map<String, String> environment(ContainerStart start) {
    String gpus = String.join(",", start.gpuIndices());
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", Layout.OWN + "/" + ContainerFolder.HOME);
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", Layout.JAVA);
    environment.put("NVIDIA_VISIBLE_DEVICES", gpus.isEmpty() ? "void" : gpus);
    environment.put("CUDA_VISIBLE_DEVICES", gpus);
    environment.putAll(start.env());
    return environment;
  }

  /// The daemon says that a container's process is gone.
  private void died(String container) {
    Running ended = running.get(new ContainerId(container));
    if (ended != null) {
      Thread.ofVirtual().name("ended-" + container).start(() -> ended(ended));
    }
  }

  /// After a time in which nothing was heard of the daemon: whoever does not run any more has
  /// ended.
  private void reconcile() {
    List<String> alive = list(false).stream().map(c -> idOf(c).value()).toList();
    for (Running container : running.values()) {
      if (container.wasCreated() && !alive.contains(container.id().value())) {
        died(container.id().value());
      }
    }
  }

  private void ended(Running container) {
    if (!container.endsNow()) {
      return; // two events tell of one end
    }
    ContainerExit exit = exit(container);
    remove(container);
    discard(folder(container.id()));
    running.remove(container.id(), container);
    container.gone();
    listener.accept(exit);
  }

  private ContainerExit exit(Running container) {
    try {
      ContainerState state = docker.inspectContainerCmd(container.dockerId()).exec().getState();
      Long code = state.getExitCodeLong();
      return ExitWords.of(
          container,
          code == null ? -1 : Math.toIntExact(code),
          Boolean.TRUE.equals(state.getOOMKilled()),
          OutputTail.of(docker, container.dockerId()));
    } catch (NotFoundException e) {
      return new ContainerExit(
          container.id(),
          -1,
          false,
          container.asked().orElse("its container was removed from Docker by hand"));
    } catch (DockerException e) {
      return new ContainerExit(container.id(), -1, false, "Docker does not say: " + words(e));
    }
  }

  private void remove(Running container) {
    if (!container.wasCreated()) {
      return;
    }
    try {
      docker
          .removeContainerCmd(container.dockerId())
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException e) {
      // somebody was faster
    } catch (RuntimeException e) {
      log.warn("container={} stays in Docker until the next start: {}", container.id(), words(e));
    }
  }

  @Override
  public void stop(ContainerId id, Duration grace) {
    Running container = running.get(id);
    if (container != null) {
      container.asked("stopped");
      Thread.ofVirtual().name("stop-" + id).start(() -> stopNow(container, grace));
    }
  }

  private void stopNow(Running container, Duration grace) {
    try {
      docker
          .stopContainerCmd(container.dockerId())
          .withTimeout(Math.toIntExact(grace.toSeconds()))
          .exec();
    } catch (NotFoundException | NotModifiedException e) {
      // it has ended
    } catch (RuntimeException e) {
      log.warn("container={} could not be stopped: {}", container.id(), words(e));
    }
  }

  @Override
  public void kill(ContainerId id) {
    Running container = running.get(id);
    if (container != null) {
      container.asked("killed");
      killNow(container);
    }
  }

  private void killNow(Running container) {
    try {
      docker.killContainerCmd(container.dockerId()).exec();
    } catch (DockerException e) {
      log.debug("container={} was not killed: {}", container.id(), words(e)); // it has ended
    }
  }

  @Override
  public List<ContainerId> recover() {
    List<ContainerId> found = new ArrayList<>();
    for (Container container : list(true)) {
      ContainerId id = idOf(container);
      if (running.containsKey(id)) {
        continue;
      }
      Running adopted = new Running(id, memoryLimit(container));
      adopted.created(container.getId());
      if ("running".equals(container.getState())) {
        running.put(id, adopted);
        found.add(id);
      } else {
        remove(adopted);
      }
    }
    sweepFolders();
    reconcile();
    return found;
  }

  /// All that we list has the label.
  private static ContainerId idOf(Container container) {
    return new ContainerId(Objects.requireNonNull(container.getLabels().get(Labels.CONTAINER)));
  }

  private OptionalLong memoryLimit(Container container) {
    try {
      HostConfig host = docker.inspectContainerCmd(container.getId()).exec().getHostConfig();
      Long memory = host == null ? null : host.getMemory();
      return memory == null || memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory);
    } catch (NotFoundException e) {
      return OptionalLong.empty(); // it has just gone
    }
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

  private List<Container> list(boolean all) {
    return docker
        .listContainersCmd()
        .withShowAll(all)
        .withLabelFilter(Map.of(Labels.DATA, data))
        .exec();
  }

  @Override
  public void close() {
    closed = true;
    List<Running> all = List.copyOf(running.values());
    all.forEach(c -> stop(c.id(), GRACE));
    Instant latest = Instant.now().plus(GRACE).plus(END);
    for (Running container : all) {
      if (!await(container, Duration.between(Instant.now(), latest))) {
        container.asked("killed: still running after the server began to end");
        killNow(container);
        await(container, END);
      }
    }
    List.copyOf(running.values()).forEach(this::killNow); // those that were just starting
    List.copyOf(running.values()).forEach(c -> await(c, END));
    watch.close();
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

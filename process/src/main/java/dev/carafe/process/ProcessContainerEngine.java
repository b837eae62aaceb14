package dev.carafe.process;

import dev.carafe.model.aot.AotCaches;
import dev.carafe.model.aot.AotTraining;
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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Containers as child JVMs of this host, each with its own folder, environment, session and, when
/// it has Volumes, mounts. They outlive a server that crashes (their agents end them after 60 s
/// alone) and are found again by the next one. Safe for use by many threads.
public final class ProcessContainerEngine implements ContainerEngine {
  private static final Duration END = Duration.ofSeconds(10);

  /// For running inputs, `@Exit` hooks and the last commits when the server ends.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Path containers;
  private final Jdk jdk = Jdk.ours();
  private final PrivateMounts mounts;
  private final AotCaches aotCaches;
  private final ConcurrentMap<ContainerId, RunningContainer> running = new ConcurrentHashMap<>();
  private volatile Consumer<ContainerExit> listener = _ -> {};
  private volatile boolean closed;

  /// Containers live under `dataDir/containers`, AOT caches under `dataDir/aot`.
  public ProcessContainerEngine(Path dataDir, AotTraining training) {
    this(dataDir, training, new Namespaces());
  }

  ProcessContainerEngine(Path dataDir, AotTraining training, Namespaces namespaces) {
    try {
      Path real = Files.createDirectories(dataDir).toRealPath();
      this.containers = Files.createDirectories(real.resolve("containers"));
      Path aot = Files.createDirectories(real.resolve("aot"));
      this.aotCaches =
          new AotCaches(aot, jdk::identity, training, task -> ProcessTraining.in(aot, jdk, task));
    } catch (IOException e) {
      throw new EngineException(
          "The process engine cannot keep containers in %s: %s".formatted(dataDir, e), e);
    }
    this.mounts = new PrivateMounts(namespaces);
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Optional<String> limitsNoDisk() {
    return Optional.of(
        "processes write to this machine's own disk. Start the server with --engine docker");
  }

  @Override
  public boolean blocksNetwork() {
    return false;
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public boolean mountsLate() {
    return true;
  }

  @Override
  public void start(ContainerStart start) {
    start(start, false);
  }

  @Override
  public void prestart(ContainerStart start) {
    start(start, true);
  }

  private void start(ContainerStart start, boolean ahead) {
    if (running.containsKey(start.container())) {
      throw new EngineException("Container %s runs already".formatted(start.container()));
    }
    ContainerDirectory directory = directory(start.container().value());
    try {
      directory.create();
      if (!ahead) {
        directory.give(start.agentConfig());
      }
      Process process = launch(start, ahead, directory);
      track(start, directory, process);
    } catch (IOException | RuntimeException e) {
      new ProcessFamily(CleanEnvironment.mark(directory), Optional.empty()).kill();
      discard(directory);
      throw e instanceof EngineException known ? known : failed(start, e);
    }
  }

  private static EngineException failed(ContainerStart start, Exception e) {
    return new EngineException(
        "Starting container %s of %s/%s as a process failed: %s"
            .formatted(start.container(), start.app(), start.service(), e),
        e);
  }

  @Override
  public boolean waits(ContainerId id) {
    return running.containsKey(id) && directory(id.value()).waits();
  }

  @Override
  public void waitOn(ContainerId id) {
    directory(id.value()).waitOn();
  }

  @Override
  public void claim(ContainerStart start) {
    RunningContainer container = known(start.container());
    ContainerDirectory directory = container.directory();
    try {
      if (!start.volumes().isEmpty()) {
        mounts.mountLate(start, directory, container.pid());
      }
      directory.give(start.agentConfig());
    } catch (IOException e) {
      throw failed(start, e);
    }
  }

  private Process launch(ContainerStart start, boolean ahead, ContainerDirectory directory)
      throws IOException {
    Path workdir = workdir(start, directory);
    List<String> command = new ArrayList<>(List.of("setsid"));
    if (!start.volumes().isEmpty() || !start.buckets().isEmpty()) {
      command.addAll(mounts.command(start, ahead, directory, workdir, jdk));
    }
    Optional<Path> cache = aotCaches.cacheFor(start);
    command.addAll(JvmCommand.of(start, directory, jdk, cache));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workdir.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(directory.output().toFile());
    builder.environment().clear();
    builder.environment().putAll(CleanEnvironment.of(start, directory, jdk));
    return builder.start();
  }

  private static Path workdir(ContainerStart start, ContainerDirectory directory) {
    Path wanted = Path.of(start.workdir());
    return wanted.isAbsolute() && Files.isDirectory(wanted) ? wanted : directory.work();
  }

  private void track(ContainerStart start, ContainerDirectory directory, Process process)
      throws IOException {
    ProcessIdentity identity =
        ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), "ended"));
    identity.write(directory.identity());
    RunningContainer container =
        RunningContainer.started(
            start.container(), directory, identity, process, start.resources().memoryLimitBytes());
    watch(container);
    if (closed) {
      container.kill("killed: the server is ending");
    }
  }

  private void watch(RunningContainer container) {
    running.put(container.id(), container);
    container.onEnd(
        () -> Thread.ofVirtual().name("ended-" + container.id()).start(() -> ended(container)));
  }

  private void ended(RunningContainer container) {
    container.sweep();
    ContainerExit exit =
        ExitReason.of(
            container.id(),
            container.exitCode(),
            container.asked(),
            OutputTail.of(container.directory().output()),
            container.memoryLimit());
    discard(container.directory());
    running.remove(container.id());
    container.gone();
    listener.accept(exit);
  }

  @Override
  public boolean show(ContainerId id, VolumeAttachment view) {
    return false; // the agent is root of its own user namespace
  }

  @Override
  public int exec(ContainerId id, List<String> command, InputStream in, ExecOutput output)
      throws InterruptedException {
    RunningContainer container = known(id);
    try {
      return ExecutedCommand.start(container.pid(), command).run(in, output);
    } catch (IOException e) {
      throw new EngineException(
          "Running %s in container %s failed: %s".formatted(command.getFirst(), id, e.getMessage()),
          e);
    }
  }

  private RunningContainer known(ContainerId id) {
    RunningContainer container = running.get(id);
    if (container == null) {
      throw new EngineException("Container %s does not run".formatted(id));
    }
    return container;
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId id) throws InterruptedException {
    RunningContainer container = running.get(id);
    return container == null
        ? Optional.empty()
        : Optional.of(container.usage()).filter(_ -> running.get(id) == container);
  }

  @Override
  public void stop(ContainerId id, Duration grace) {
    RunningContainer container = running.get(id);
    if (container == null) {
      return;
    }
    container.terminate("stopped");
    Thread.ofVirtual().name("stop-" + id).start(() -> killAfter(container, grace));
  }

  private static void killAfter(RunningContainer container, Duration grace) {
    if (!await(container, grace)) {
      container.kill(
          "killed: still running %d s after it was asked to stop".formatted(grace.toSeconds()));
    }
  }

  @Override
  public void kill(ContainerId id) {
    RunningContainer container = running.get(id);
    if (container != null) {
      container.kill("killed");
    }
  }

  @Override
  public List<ContainerId> recover() {
    List<ContainerId> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(containers)) {
      for (Path folder : all) {
        ContainerId id = new ContainerId(folder.getFileName().toString());
        if (!running.containsKey(id) && recover(id)) {
          found.add(id);
        }
      }
    } catch (IOException e) {
      throw new EngineException("Reading %s failed: %s".formatted(containers, e), e);
    }
    return found;
  }

  private boolean recover(ContainerId id) {
    ContainerDirectory directory = directory(id.value());
    Optional<ProcessIdentity> identity = ProcessIdentity.read(directory.identity());
    Optional<ProcessHandle> leader = identity.flatMap(ProcessIdentity::alive);
    if (leader.isPresent()) {
      watch(RunningContainer.adopted(id, directory, identity.get(), leader.get()));
      return true;
    }
    // Its number may be another program's by now: only the mark tells what was its own.
    new ProcessFamily(CleanEnvironment.mark(directory), Optional.empty()).kill();
    discard(directory);
    return false;
  }

  @Override
  public void close() {
    closed = true;
    aotCaches.close();
    List<RunningContainer> all = List.copyOf(running.values());
    all.forEach(c -> c.terminate("stopped: the server is ending"));
    Instant latest = Instant.now().plus(GRACE);
    for (RunningContainer container : all) {
      if (!await(container, Duration.between(Instant.now(), latest))) {
        container.kill(
            "killed: still running %d s after the server began to end"
                .formatted(GRACE.toSeconds()));
      }
    }
    List<RunningContainer> late = List.copyOf(running.values()); // those that were just starting
    late.forEach(c -> c.kill("killed: the server is ending"));
    late.forEach(c -> await(c, END));
  }

  private static boolean await(RunningContainer container, Duration limit) {
    try {
      container.whenGone().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private ContainerDirectory directory(String id) {
    return new ContainerDirectory(containers.resolve(id));
  }

  private static void discard(ContainerDirectory directory) {
    try {
      directory.delete();
    } catch (IOException | UncheckedIOException e) {
      // A file made meanwhile, or one of another user: recover() of the next server tries again.
    }
  }
}

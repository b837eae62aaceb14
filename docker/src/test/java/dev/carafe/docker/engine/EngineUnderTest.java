package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.image.DockerImages;
import dev.carafe.docker.image.FolderBlobs;
import dev.carafe.docker.image.Lending;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.Resources;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An engine on a data directory, starting the stand-in agent, and the exits it reported.
final class EngineUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Resources SMALL =
      new Resources(
          0.125,
          OptionalDouble.of(1),
          64L << 20,
          OptionalLong.of(128L << 20),
          OptionalLong.empty(),
          List.of());

  static final ContainerUser USER = ContainerUser.of(Map.of());

  final DockerContainerEngine engine;
  final Path data;
  private final Daemon daemon;
  private final String image;
  private final BlockingQueue<ContainerExit> exits = new LinkedBlockingQueue<>();

  EngineUnderTest(Path data) {
    this(data, Daemon.connect(System.getenv()));
  }

  EngineUnderTest(Path data, Daemon daemon) {
    this.data = data;
    this.daemon = daemon;
    this.image =
        new DockerImages(
                daemon.patient(),
                data.resolve("images"),
                new FolderBlobs(data),
                Lending.NOTHING,
                USER,
                Lending.JAVA)
            .ensure(ImageSpec.DEFAULT, List.of(), System.out::println);
    this.engine =
        new DockerContainerEngine(daemon, data, USER, AotTraining.OFF, () -> Optional.of(image));
    engine.onExit(exits::add);
  }

  DockerClient docker() {
    return daemon.prompt();
  }

  void start(String id, String... script) {
    engine.start(start(id, false, Map.of(), List.of(), script));
  }

  ContainerStart start(
      String id,
      boolean blockNetwork,
      Map<String, String> env,
      List<VolumeAttachment> volumes,
      String... script) {
    return start(id, blockNetwork, List.of(), env, volumes, script);
  }

  /// One of another app.
  ContainerStart startOf(String app, String id, String... script) {
    ContainerStart start = start(id, false, Map.of(), List.of(), script);
    return new ContainerStart(
        start.container(),
        app,
        start.service(),
        start.kind(),
        start.image(),
        start.readOnlyRoot(),
        start.blockNetwork(),
        start.resources(),
        start.gpus(),
        start.classPath(),
        start.jvmFlags(),
        start.agentConfig(),
        start.env(),
        start.workdir(),
        start.volumes(),
        start.buckets());
  }

  /// One that may write so much.
  ContainerStart startWithDisk(String id, long bytes, boolean readOnlyRoot, String... script) {
    ContainerStart start = start(id, true, Map.of(), List.of(), script);
    Resources r = start.resources();
    return new ContainerStart(
        start.container(),
        start.app(),
        start.service(),
        start.kind(),
        start.image(),
        readOnlyRoot,
        start.blockNetwork(),
        new Resources(
            r.cpu(),
            r.cpuLimit(),
            r.memoryBytes(),
            r.memoryLimitBytes(),
            OptionalLong.of(bytes),
            r.gpu()),
        start.gpus(),
        start.classPath(),
        start.jvmFlags(),
        start.agentConfig(),
        start.env(),
        start.workdir(),
        start.volumes(),
        start.buckets());
  }

  boolean running(String id) {
    return Boolean.TRUE.equals(
        docker().inspectContainerCmd("carafe-" + id).exec().getState().getRunning());
  }

  /// One that was granted GPUs.
  ContainerStart start(String id, List<GpuDevice> gpus, String... script) {
    return start(id, false, gpus, Map.of(), List.of(), script);
  }

  private ContainerStart start(
      String id,
      boolean blockNetwork,
      List<GpuDevice> gpus,
      Map<String, String> env,
      List<VolumeAttachment> volumes,
      String... script) {
    return new ContainerStart(
        new ContainerId(id),
        "demo",
        "Embedder",
        "embedder@v1",
        image,
        true,
        blockNetwork,
        SMALL,
        gpus,
        List.of(Path.of("target/test-classes").toAbsolutePath()),
        List.of(),
        String.join("\n", script).getBytes(StandardCharsets.UTF_8),
        env,
        "",
        volumes,
        List.of());
  }

  ContainerExit exit() throws InterruptedException {
    ContainerExit exit = exits.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (exit == null) {
      throw new AssertionError("no container ended in " + PATIENCE);
    }
    return exit;
  }

  boolean moreExits() {
    return !exits.isEmpty();
  }

  Path folder(String id) {
    return data.resolve("docker").resolve(id);
  }

  /// What a container answered, once it has.
  String answer(String id) throws IOException, InterruptedException {
    Path file = folder(id).resolve("work/answer");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      ContainerExit early = exits.poll();
      if (early != null) {
        throw new AssertionError("it ended instead of answering: " + early);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(id + " did not answer in " + PATIENCE);
      }
      Thread.sleep(10);
    }
    return Files.readString(file);
  }

  /// Containers of Carafe in the daemon that belong to a start of this test.
  List<String> leftovers(String id) {
    return docker()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.CONTAINER, id))
        .exec()
        .stream()
        .map(c -> c.getNames()[0])
        .toList();
  }

  void awaitRemoved(String id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!leftovers(id).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("%s was not removed in %s".formatted(leftovers(id), PATIENCE));
      }
      Thread.sleep(50);
    }
  }

  List<String> leftVolumes(String id) {
    return docker()
        .listVolumesCmd()
        .withFilter("label", List.of(Labels.CONTAINER + "=" + id))
        .exec()
        .getVolumes()
        .stream()
        .map(v -> v.getName())
        .toList();
  }

  @Override
  public void close() {
    engine.close();
    daemon.close();
  }
}

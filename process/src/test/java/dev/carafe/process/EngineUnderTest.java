package dev.carafe.process;

import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An engine on a data directory, starting the stand-in agent, and the exits it reported.
final class EngineUnderTest implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final OptionalLong LIMIT = OptionalLong.of(96L << 20);
  private static final Resources SMALL =
      new Resources(0.125, OptionalDouble.of(1), 64L << 20, LIMIT, OptionalLong.empty(), List.of());

  final ProcessContainerEngine engine;
  final Path data;
  private final BlockingQueue<ContainerExit> exits = new LinkedBlockingQueue<>();

  EngineUnderTest(Path data) {
    this(data, new ProcessContainerEngine(data, AotTraining.OFF));
  }

  EngineUnderTest(Path data, ProcessContainerEngine engine) {
    this.data = data;
    this.engine = engine;
    engine.onExit(exits::add);
  }

  void start(String id, String... script) {
    engine.start(start(id, Map.of(), List.of(), script));
  }

  static ContainerStart start(
      String id, Map<String, String> env, List<VolumeAttachment> volumes, String... script) {
    Path classes =
        Path.of(
            dev.carafe.agent.Main.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    return new ContainerStart(
        new ContainerId(id),
        "demo",
        "Embedder",
        "embedder@v1",
        "",
        false,
        false,
        SMALL,
        List.of(),
        List.of(classes),
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

  /// The text of a file that a container writes, once it is there.
  static String awaitText(Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(file + " was not written in " + PATIENCE);
      }
      Thread.sleep(5);
    }
    return Files.readString(file);
  }

  ContainerDirectory directory(String id) throws IOException {
    return new ContainerDirectory(data.toRealPath().resolve("containers").resolve(id));
  }

  int processesOf(String id) throws IOException {
    String mark = CleanEnvironment.mark(directory(id));
    return new ProcessFamily(mark, java.util.Optional.empty()).members().size();
  }

  @Override
  public void close() {
    engine.close();
  }
}

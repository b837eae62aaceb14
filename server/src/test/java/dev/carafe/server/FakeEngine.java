package dev.carafe.server;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.ExecOutput;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.protocol.wire.AgentConfig;
import dev.carafe.protocol.wire.ModelJson;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// An engine whose containers are [FakeAgent]s in this JVM: real links over gRPC, no processes.
final class FakeEngine implements ContainerEngine, ImageEngine {
  final Map<ContainerId, FakeAgent> agents = new ConcurrentHashMap<>();
  final Map<ContainerId, ContainerStart> starts = new ConcurrentHashMap<>();
  private final FakeAgent.Behaviour behaviour;
  private volatile Consumer<ContainerExit> listener = _ -> {};

  FakeEngine(FakeAgent.Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int exec(ContainerId container, List<String> command, InputStream in, ExecOutput output) {
    output.out(String.join(" ", command).getBytes(StandardCharsets.UTF_8));
    return command.size();
  }

  @Override
  public Optional<ContainerUsage> usage(ContainerId container) {
    return Optional.ofNullable(agents.get(container)).map(_ -> new ContainerUsage(0.5, 1 << 20, 3));
  }

  @Override
  public boolean show(ContainerId container, VolumeAttachment view) {
    return false;
  }

  @Override
  public Optional<String> limitsNoDisk() {
    return Optional.of("a fake has none");
  }

  @Override
  public boolean blocksNetwork() {
    return false;
  }

  @Override
  public boolean mountsLate() {
    return false;
  }

  @Override
  public void prestart(ContainerStart start) {
    throw new UnsupportedOperationException("a fake starts nothing ahead");
  }

  @Override
  public boolean waits(ContainerId container) {
    return false;
  }

  @Override
  public void waitOn(ContainerId container) {}

  @Override
  public void claim(ContainerStart start) {
    throw new UnsupportedOperationException("a fake starts nothing ahead");
  }

  @Override
  public void start(ContainerStart start) {
    starts.put(start.container(), start);
    AgentConfig config =
        ModelJson.read(new String(start.agentConfig(), StandardCharsets.UTF_8), AgentConfig.class);
    FakeAgent agent =
        new FakeAgent(config, behaviour, () -> exit(start.container(), 0, "exit code 0"));
    if (behaviour.lastWords().isPresent()) { // its process ends before the server hears of it
      listener.accept(new ContainerExit(start.container(), 7, false, "exit code 7"));
    } else {
      agents.put(start.container(), agent);
    }
    agent.attach();
  }

  void exit(ContainerId container, int code, String reason) {
    FakeAgent agent = agents.remove(container);
    if (agent != null) {
      agent.close();
      listener.accept(new ContainerExit(container, code, false, reason));
    }
  }

  @Override
  public void stop(ContainerId container, Duration grace) {
    exit(container, 143, "stopped");
  }

  @Override
  public void kill(ContainerId container) {
    exit(container, 137, "killed by signal 9");
  }

  @Override
  public void onExit(Consumer<ContainerExit> newListener) {
    listener = newListener;
  }

  @Override
  public String ensure(ImageSpec image, List<Path> code, Consumer<String> lines) {
    return "image-" + image.name();
  }

  @Override
  public List<String> notTaken(ImageSpec image) {
    return image.layers().stream().map(ImageStepSpec::text).toList();
  }

  @Override
  public List<ContainerId> recover() {
    return List.of();
  }

  @Override
  public void close() {
    List.copyOf(agents.keySet()).forEach(this::kill);
  }
}

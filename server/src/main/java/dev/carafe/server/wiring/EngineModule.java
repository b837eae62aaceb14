package dev.carafe.server.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.docker.DockerEngine;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.docker.image.Lender;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.process.NoImages;
import dev.carafe.process.ProcessContainerEngine;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.containers.ServerAddress;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.endpoint.ServerState;
import dev.carafe.server.images.BuildGpus;
import dev.carafe.server.images.BuildVolumes;
import dev.carafe.server.node.EngineChoice;
import dev.carafe.server.node.LocalNode;
import dev.carafe.server.node.gpu.GpuInventory;
import dev.carafe.server.prestart.PrestartingEngine;
import dev.carafe.server.security.SecretVault;
import dev.carafe.volumes.attach.VolumeAttachments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Where containers live, and what this machine offers them.
final class EngineModule extends AbstractModule {
  private static final Duration GPU_PATIENCE = Duration.ofMinutes(10);

  /// After what time a container that has just started needs the processors less; and many times
  /// what one that waited takes to go on, on a machine that is busy too.
  private static final PrestartingEngine.Pace PACE =
      new PrestartingEngine.Pace(Duration.ofSeconds(2), Duration.ofSeconds(5));

  @Provides
  @Singleton
  EngineChoice choice(ServerOptions options) {
    return EngineChoice.of(options.engine(), System.getenv());
  }

  /// Processes are the server's user; Docker can run containers as another one.
  @Provides
  @Singleton
  ContainerUser user(EngineChoice choice) {
    return choice.user();
  }

  @Provides
  @Singleton
  Engines engines(
      EngineChoice choice,
      ServerOptions options,
      BlobStore blobs,
      SecretVault secrets,
      VolumeAttachments attachments,
      ContainerUser user,
      GpuInventory gpus,
      EventGate events,
      Provider<SchedulerLoop> loop,
      Apps apps) {
    Engines engines =
        choice
            .daemon()
            .map(
                daemon ->
                    docker(
                        daemon,
                        options,
                        user,
                        blobs,
                        new Lender(
                            secrets::open,
                            new BuildVolumes(attachments),
                            new BuildGpus(gpus, loop::get, GPU_PATIENCE))))
            .orElseGet(
                () ->
                    new Engines(
                        new ProcessContainerEngine(options.dataDir(), training()),
                        new NoImages(),
                        Optional.empty()));
    return options.prestart() == 0
        ? engines
        : engines.prestarting(options.prestart(), events, apps::hasKind);
  }

  private static Engines docker(
      Daemon daemon, ServerOptions options, ContainerUser user, BlobStore blobs, Lender lender) {
    DockerEngine docker =
        DockerEngine.of(daemon, options.dataDir(), user, training(), blobs, lender);
    return new Engines(docker.containers(), docker.images(), Optional.of(docker.socket()));
  }

  @Provides
  ContainerEngine containers(Engines engines) {
    return engines.containers();
  }

  @Provides
  ImageEngine images(Engines engines) {
    return engines.images();
  }

  /// The sides of the engine that was picked, and the socket by which its containers reach the
  /// server, where they have no network in common.
  record Engines(ContainerEngine containers, ImageEngine images, Optional<Path> socket) {
    Engines prestarting(int most, EventGate events, Predicate<String> kinds) {
      return new Engines(
          new PrestartingEngine(
              containers,
              most,
              events,
              kinds,
              PACE,
              Executors.newSingleThreadScheduledExecutor(
                  Thread.ofPlatform().daemon().name("prestart").factory())),
          images,
          socket);
    }
  }

  /// A server that lives for a test has no use for caches: `-Dcarafe.aot=off`.
  private static AotTraining training() {
    return System.getProperty("carafe.aot", "").equals("off")
        ? AotTraining.OFF
        : AotTraining.IN_BACKGROUND;
  }

  @Provides
  @Singleton
  GpuInventory gpus(ServerOptions options) {
    return GpuInventory.of(options.gpus(), System.getenv());
  }

  @Provides
  @Singleton
  NodeSpec node(GpuInventory gpus) {
    return LocalNode.inventory(gpus.gpus());
  }

  @Provides
  @Singleton
  ServerAddress address() {
    return new ServerAddress();
  }

  @Provides
  @Singleton
  ServerState state(
      ServerAddress address, EngineChoice choice, ServerOptions options, GpuInventory gpus) {
    return new ServerState(address, choice.engine(), choice.reason(), options.dataDir(), gpus);
  }
}

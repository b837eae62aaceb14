package dev.carafe.server.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.carafe.docker.DockerEngine;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.scheduler.store.Database;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.actions.ActionRunner;
import dev.carafe.server.containers.ContainerExits;
import dev.carafe.server.containers.ContainerVolumes;
import dev.carafe.server.containers.ServerAddress;
import dev.carafe.server.endpoint.ServerState;
import dev.carafe.server.node.EngineChoice;
import dev.carafe.server.upkeep.Upkeep;
import dev.carafe.server.wiring.EndpointModule.AgentSocket;
import dev.carafe.volumes.bucket.BucketMounts;
import io.grpc.Server;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// All parts of one server, put together, started in order and closed in the reverse one.
public final class ServerParts implements AutoCloseable {
  private static final int SECONDS_TO_CLOSE = 5;

  private final Injector injector;

  private ServerParts(Injector injector) {
    this.injector = injector;
  }

  /// Starts a server; `instead` replaces parts, for tests that bring an engine of their own.
  public static ServerParts start(ServerOptions options, Module... instead) {
    Module all =
        Modules.combine(
            binder -> {
              binder.requireExplicitBindings();
              binder.bind(ServerOptions.class).toInstance(options);
              binder.bind(Recovery.class);
            },
            new StoreModule(),
            new EngineModule(),
            new SchedulingModule(),
            new EndpointModule());
    ServerParts parts =
        new ServerParts(
            Guice.createInjector(Stage.DEVELOPMENT, Modules.override(all).with(instead)));
    parts.start();
    return parts;
  }

  private void start() {
    part(EngineChoice.class);
    part(ContainerEngine.class).onExit(part(ContainerExits.class)::exited);
    part(SchedulerLoop.class);
    Server server = part(Server.class);
    if (server.getListenSockets().getFirst() instanceof InetSocketAddress socket) {
      part(ServerAddress.class).set(socket.getAddress().getHostAddress() + ":" + socket.getPort());
    }
    if (part(AgentSocket.class).isOpen()) {
      part(ServerAddress.class).setForContainers(DockerEngine.SERVER_ADDRESS);
    }
    part(Recovery.class).run();
    part(StartGate.class).open();
    part(ContainerVolumes.class).commitInBackground(part(ScheduledExecutorService.class));
    part(Upkeep.class).start(part(ScheduledExecutorService.class));
  }

  <T> T part(Class<T> type) {
    return injector.getInstance(type);
  }

  public String address() {
    return part(ServerAddress.class).value();
  }

  public EngineChoice engine() {
    return part(EngineChoice.class);
  }

  public void awaitStop() throws InterruptedException {
    part(ServerState.class).awaitStop();
  }

  @Override
  public void close() {
    Server server = part(Server.class);
    server.shutdown();
    part(ActionRunner.class).close();
    part(ContainerEngine.class).close();
    server.shutdownNow();
    part(AgentSocket.class).close();
    part(EngineChoice.class).daemon().ifPresent(Daemon::close);
    part(SchedulerLoop.class).close();
    try {
      server.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
      part(ScheduledExecutorService.class).shutdownNow();
      part(ExecutorService.class).shutdown();
      part(ExecutorService.class).awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    part(BucketMounts.class).close();
    part(Database.class).close();
  }
}

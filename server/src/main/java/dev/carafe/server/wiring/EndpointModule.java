package dev.carafe.server.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.containers.Adoptions;
import dev.carafe.server.containers.CodeSwaps;
import dev.carafe.server.containers.ContainerLogs;
import dev.carafe.server.containers.ContainerVolumes;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.containers.NoticeBoard;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.DeploymentCheck;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.dev.DevDeployments;
import dev.carafe.server.endpoint.AgentsEndpoint;
import dev.carafe.server.endpoint.BlobsEndpoint;
import dev.carafe.server.endpoint.CallsEndpoint;
import dev.carafe.server.endpoint.ControlEndpoint;
import dev.carafe.server.endpoint.ImagesEndpoint;
import dev.carafe.server.endpoint.ServerState;
import dev.carafe.server.endpoint.Sessions;
import dev.carafe.server.endpoint.VolumesEndpoint;
import dev.carafe.server.images.Images;
import dev.carafe.server.logs.LogBook;
import dev.carafe.server.security.SecretVault;
import dev.carafe.server.upkeep.StagingFolders;
import dev.carafe.server.upkeep.Upkeep;
import dev.carafe.server.wiring.EngineModule.Engines;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import io.grpc.Server;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/// What answers.
final class EndpointModule extends AbstractModule {

  @Provides
  @Singleton
  Sessions sessions(
      Apps apps,
      CallTable calls,
      Deployments deployments,
      LogBook logs,
      NoticeBoard notices,
      ScheduledExecutorService timer) {
    Sessions sessions = new Sessions(apps, calls, deployments, logs, timer);
    notices.listener(sessions);
    return sessions;
  }

  @Provides
  @Singleton
  CallsEndpoint calls(
      Sessions sessions, CallTable calls, Containers containers, ScheduledExecutorService timer) {
    return new CallsEndpoint(sessions, calls, containers, timer);
  }

  @Provides
  @Singleton
  AgentsEndpoint agents(
      Containers containers,
      CallTable calls,
      ContainerLogs logs,
      ContainerVolumes volumes,
      CodeSwaps swaps,
      Adoptions adoptions,
      EventGate events,
      ExecutorService threads) {
    return new AgentsEndpoint(containers, calls, logs, volumes, swaps, adoptions, events, threads);
  }

  @Provides
  @Singleton
  ControlEndpoint control(
      Apps apps,
      Deployments deployments,
      DevDeployments developed,
      CallTable calls,
      Containers containers,
      ContainerEngine engine,
      SchedulerLoop loop,
      LogBook logs,
      SecretVault secrets,
      Sessions sessions,
      ServerState state) {
    return new ControlEndpoint(
        new ControlEndpoint.Rooms(
            apps,
            deployments,
            developed,
            calls,
            containers,
            engine,
            loop,
            logs,
            secrets,
            sessions,
            state));
  }

  @Provides
  @Singleton
  StartGate gate() {
    return new StartGate();
  }

  @Provides
  @Singleton
  VolumesEndpoint volumes(
      FileBlobStore blobs,
      VolumeStore volumes,
      VolumeUsers users,
      Apps apps,
      StagingFolders staging,
      Upkeep upkeep,
      BucketImports imports,
      SecretVault secrets) {
    return new VolumesEndpoint(
        volumes, users, blobs, apps, staging, upkeep, Optional.of(imports), secrets);
  }

  @Provides
  @Singleton
  ImagesEndpoint images(Images images, DeploymentCheck check) {
    return new ImagesEndpoint(images, check);
  }

  @Provides
  @Singleton
  Server server(
      ServerOptions options,
      StartGate gate,
      CallsEndpoint calls,
      AgentsEndpoint agents,
      ControlEndpoint control,
      FileBlobStore blobs,
      VolumeStore store,
      VolumesEndpoint volumes,
      ImagesEndpoint images,
      ExecutorService threads) {
    return GrpcServer.listening(
        options.listen(),
        new GrpcServer.Services(
            gate,
            List.of(calls, agents),
            List.of(control, new BlobsEndpoint(blobs, store), volumes, images)),
        threads);
  }

  /// Containers call, and use Volumes; what else a server does is not theirs.
  @Provides
  @Singleton
  AgentSocket agentSocket(
      Engines engines,
      StartGate gate,
      CallsEndpoint calls,
      AgentsEndpoint agents,
      FileBlobStore blobs,
      VolumeStore store,
      VolumesEndpoint volumes,
      ExecutorService threads) {
    return new AgentSocket(
        engines
            .socket()
            .map(
                socket ->
                    GrpcServer.listening(
                        socket,
                        new GrpcServer.Services(
                            gate,
                            List.of(calls, agents),
                            List.of(new BlobsEndpoint(blobs, store), volumes.withoutImports())),
                        threads)));
  }

  /// The second place where the server listens, for containers that do not share its network.
  record AgentSocket(Optional<SocketServer> server) {
    boolean isOpen() {
      return server.isPresent();
    }

    void close() {
      server.ifPresent(SocketServer::close);
    }
  }
}

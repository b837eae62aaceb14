package dev.carafe.server.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.scheduler.loop.SteadyClock;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.server.ServerException;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.actions.ActionRunner;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.server.containers.Adoptions;
import dev.carafe.server.containers.CodeSwaps;
import dev.carafe.server.containers.ContainerBuckets;
import dev.carafe.server.containers.ContainerExits;
import dev.carafe.server.containers.ContainerLogs;
import dev.carafe.server.containers.ContainerStarter;
import dev.carafe.server.containers.ContainerVolumes;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.containers.NoticeBoard;
import dev.carafe.server.containers.ServerAddress;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.ClassPaths;
import dev.carafe.server.deploy.DeploymentCheck;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.dev.DevDeployments;
import dev.carafe.server.images.Images;
import dev.carafe.server.images.NeededImages;
import dev.carafe.server.logs.LogBook;
import dev.carafe.server.node.gpu.GpuInventory;
import dev.carafe.server.security.SecretVault;
import dev.carafe.server.upkeep.NeededBlobs;
import dev.carafe.server.upkeep.StagingFolders;
import dev.carafe.server.upkeep.Upkeep;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.bucket.BucketMounts;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.version.BlobCollector;
import dev.carafe.volumes.version.VolumeStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// What decides, and what carries it out.
final class SchedulingModule extends AbstractModule {

  @Provides
  @Singleton
  EventGate events() {
    return new EventGate();
  }

  @Provides
  @Singleton
  ExecutorService threads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Provides
  @Singleton
  ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("server-timer").daemon().factory());
  }

  @Provides
  @Singleton
  Containers containers() {
    return new Containers();
  }

  @Provides
  @Singleton
  CallTable calls(EventGate events, SpawnedCalls spawned, Containers containers) {
    return new CallTable(events, spawned, containers);
  }

  @Provides
  @Singleton
  Apps apps(EventGate events) {
    return new Apps(events);
  }

  @Provides
  @Singleton
  LogBook logs() {
    return new LogBook();
  }

  @Provides
  @Singleton
  NoticeBoard notices() {
    return new NoticeBoard();
  }

  @Provides
  @Singleton
  Adoptions adoptions(ServerOptions options) {
    return Adoptions.open(options.dataDir().resolve("adopt"));
  }

  @Provides
  @Singleton
  ContainerLogs containerLogs(LogBook logs) {
    return new ContainerLogs(logs);
  }

  @Provides
  @Singleton
  ContainerVolumes containerVolumes(
      VolumeAttachments attachments,
      Containers containers,
      ContainerLogs logs,
      ContainerEngine engine) {
    return new ContainerVolumes(attachments, containers, logs, engine);
  }

  @Provides
  @Singleton
  ContainerBuckets containerBuckets(
      BucketMounts mounts,
      SecretVault secrets,
      Containers containers,
      ContainerLogs logs,
      ContainerEngine engine) {
    return new ContainerBuckets(mounts, secrets, containers, logs, engine);
  }

  @Provides
  @Singleton
  ContainerExits exits(
      Containers containers,
      ContainerVolumes volumes,
      ContainerBuckets buckets,
      Adoptions adoptions,
      EventGate events,
      ExecutorService threads) {
    return new ContainerExits(containers, volumes, buckets, adoptions, events, threads);
  }

  @Provides
  @Singleton
  ClassPaths classPaths(BlobStore blobs, ServerOptions options) {
    if (options.agentClassPath().isEmpty()) {
      throw new ServerException("The server was started without the runtime agent's jar.");
    }
    return new ClassPaths(options.agentClassPath(), blobs);
  }

  @Provides
  @Singleton
  ContainerStarter starter(
      ContainerEngine engine,
      ImageEngine images,
      ClassPaths classPaths,
      VolumeAttachments volumes,
      ContainerBuckets buckets,
      SecretVault secrets,
      ServerAddress address,
      GpuInventory gpus) {
    return new ContainerStarter(
        engine, images, classPaths, volumes, buckets, secrets, address, gpus);
  }

  @Provides
  @Singleton
  ActionRunner actions(
      Containers containers,
      CallTable calls,
      Apps apps,
      ContainerEngine engine,
      NoticeBoard notices,
      Adoptions adoptions,
      ContainerStarter starter,
      EventGate events,
      ExecutorService threads) {
    return new ActionRunner(
        new ActionRunner.Reach(containers, calls, apps, engine, notices, adoptions),
        starter,
        events,
        threads);
  }

  @Provides
  @Singleton
  SchedulerLoop loop(ActionRunner actions, EventGate events) {
    SchedulerLoop loop =
        new SchedulerLoop(
            new Scheduler(Settings.DEFAULT, new SecureRandom().nextLong()),
            actions,
            new SteadyClock());
    events.bind(loop);
    return loop;
  }

  @Provides
  @Singleton
  DeploymentCheck check(
      BlobStore blobs,
      SecretVault secrets,
      VolumeStore volumes,
      NodeSpec node,
      ContainerEngine engine,
      ImageEngine images,
      ClassPaths classPaths) {
    return new DeploymentCheck(blobs, secrets, volumes, node, engine, images, classPaths);
  }

  @Provides
  @Singleton
  Deployments deployments(AppStore store, Apps apps, DeploymentCheck check, SchedulerLoop loop) {
    return new Deployments(store, apps, check, loop);
  }

  @Provides
  @Singleton
  Images images(ImageEngine engine, AppStore store, Apps apps, ContainerEngine containers) {
    return new Images(engine, new NeededImages(store, apps), containers.name());
  }

  @Provides
  @Singleton
  CodeSwaps codeSwaps(Containers containers) {
    return new CodeSwaps(containers);
  }

  @Provides
  @Singleton
  DevDeployments developed(
      Apps apps,
      Deployments deployments,
      Containers containers,
      CodeSwaps swaps,
      EventGate events,
      ExecutorService threads) {
    return new DevDeployments(apps, deployments, containers, swaps, events, threads);
  }

  @Provides
  @Singleton
  BucketImports imports(FileBlobStore blobs, VolumeStore volumes) {
    return new BucketImports(blobs, volumes);
  }

  @Provides
  @Singleton
  Upkeep upkeep(
      SpawnedCalls spawned,
      VolumeAttachments attachments,
      FileBlobStore blobs,
      VolumeStore volumes,
      AppStore store,
      Apps apps,
      CallTable calls,
      StagingFolders staging,
      BucketImports imports) {
    NeededBlobs needed = new NeededBlobs(store, apps, calls, spawned);
    BlobCollector collector =
        new BlobCollector(
            blobs, volumes, attachments::manifestsInUse, List.of(needed::code, needed::payloads));
    return new Upkeep(
        spawned, attachments, collector, staging, blobs.partials(), imports, Clock.systemUTC());
  }
}

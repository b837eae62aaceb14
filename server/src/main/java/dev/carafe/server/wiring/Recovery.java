package dev.carafe.server.wiring;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.wire.Wire;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.Event.Adopted;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.calls.CallTable;
import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.server.containers.Adoptions;
import dev.carafe.server.containers.Adoptions.Remembered;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.deploy.Pool;
import dev.carafe.server.deploy.Resolution;
import dev.carafe.server.node.LocalNode;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.bucket.BucketMounts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a starting server does with what the one before it left: apps serve again, spawned calls
/// are taken up, and containers that still run are adopted where their pool still exists. The order
/// matters: nothing starts before the machine is known.
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Deployments deployments;
  private final Apps apps;
  private final SpawnedCalls spawned;
  private final CallTable calls;
  private final ContainerEngine engine;
  private final Containers containers;
  private final Adoptions adoptions;
  private final VolumeAttachments volumes;
  private final BucketMounts buckets;
  private final SchedulerLoop loop;
  private final NodeSpec node;

  @Inject
  Recovery(
      Deployments deployments,
      Apps apps,
      SpawnedCalls spawned,
      CallTable calls,
      ContainerEngine engine,
      Containers containers,
      Adoptions adoptions,
      VolumeAttachments volumes,
      BucketMounts buckets,
      SchedulerLoop loop,
      NodeSpec node) {
    this.deployments = deployments;
    this.apps = apps;
    this.spawned = spawned;
    this.calls = calls;
    this.engine = engine;
    this.containers = containers;
    this.adoptions = adoptions;
    this.volumes = volumes;
    this.buckets = buckets;
    this.loop = loop;
    this.node = node;
  }

  void run() {
    deployments.restore();
    List<Adopted> adopted = adoptContainers();
    spawned.unfinished().forEach(this::takeUp);
    loop.submit(new Event.NodeJoined(LocalNode.ID, node, adopted));
  }

  private List<Adopted> adoptContainers() {
    List<Adopted> adopted = new ArrayList<>();
    Set<ContainerId> live = new HashSet<>();
    for (ContainerId id : engine.recover()) {
      Optional<Remembered> remembered = adoptions.find(id);
      Optional<Pool> pool =
          remembered.flatMap(r -> apps.adopt(r.app(), r.service(), r.parameters(), r.family()));
      boolean known = pool.isPresent() && pool.get().id().equals(remembered.get().poolId());
      if (known && !engine.waits(id)) {
        containers.add(record(id, pool.get(), remembered.get()));
        adopted.add(new Adopted(id, pool.get().id(), remembered.get().gpus()));
        live.add(id);
        log.info("container={} is adopted", id);
      } else {
        log.info("container={} belongs to nothing that serves, and is ended", id);
        engine.kill(id);
      }
    }
    adoptions.keepOnly(live);
    volumes.recover(live);
    buckets.recover(live);
    return adopted;
  }

  private static ContainerRecord record(ContainerId id, Pool pool, Remembered remembered) {
    ContainerRecord container =
        new ContainerRecord(
            id, pool, remembered.gpus(), remembered.token(), remembered.createdMillis());
    container.markAdopted();
    return container;
  }

  private void takeUp(SpawnedCalls.Unfinished call) {
    try {
      Resolution to = apps.resolve(call.target().getApp(), call.target());
      calls.respawn(call.id(), to.pool(), to.function(), call.input(), call.arrived());
    } catch (Refusal e) {
      log.warn("call={} cannot be taken up again: {}", call.id(), e.getMessage());
      calls.refuseSpawned(
          call.id(),
          Outcome.newBuilder()
              .setRejected(
                  Wire.rejected(
                      new dev.carafe.model.call.CallOutcome.Rejected(e.code(), e.reason())))
              .build());
    }
  }
}

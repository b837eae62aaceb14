package dev.carafe.server.containers;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.BucketAttachment;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.server.security.SecretVault;
import dev.carafe.volumes.bucket.BucketKeys;
import dev.carafe.volumes.bucket.BucketMounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Buckets of containers. One whose mount is lost cannot read any more, so it is ended and says
/// why; the next one has mounts of its own.
public final class ContainerBuckets {
  private static final Logger log = LoggerFactory.getLogger(ContainerBuckets.class);

  private final BucketMounts mounts;
  private final SecretVault secrets;
  private final Containers containers;
  private final ContainerLogs logs;
  private final ContainerEngine engine;
  private final Map<ContainerId, String> losses = new ConcurrentHashMap<>();

  public ContainerBuckets(
      BucketMounts mounts,
      SecretVault secrets,
      Containers containers,
      ContainerLogs logs,
      ContainerEngine engine) {
    this.mounts = mounts;
    this.secrets = secrets;
    this.containers = containers;
    this.logs = logs;
    this.engine = engine;
    mounts.onLoss(this::lost);
  }

  List<BucketAttachment> attach(ContainerId container, List<BucketMountSpec> buckets) {
    return buckets.stream().map(b -> mounts.attach(container, b, keys(b))).toList();
  }

  private BucketKeys keys(BucketMountSpec mount) {
    return BucketKeys.of(
        mount.secret(), mount.secret().isEmpty() ? Map.of() : secrets.open(mount.secret()));
  }

  private void lost(ContainerId container, String why) {
    log.warn("container={} {}", container, why);
    losses.putIfAbsent(container, why);
    containers.running(container).ifPresent(c -> logs.warn(c, why));
    engine.kill(container);
  }

  /// Why it was ended here, if it was.
  Optional<String> loss(ContainerId container) {
    return Optional.ofNullable(losses.get(container));
  }

  void detach(ContainerId container) {
    losses.remove(container);
    try {
      mounts.detach(container);
    } catch (RuntimeException e) {
      log.error("container={} its buckets could not be unmounted", container, e);
    }
  }
}

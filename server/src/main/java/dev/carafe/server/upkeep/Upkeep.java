package dev.carafe.server.upkeep;

import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.BlobCollector;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Once an hour: results that are too old expire, laid-out versions that no container has go, and
/// so do the bytes that nothing needs.
public final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /// Longer than an upload or a commit takes.
  private static final Duration GRACE = Duration.ofHours(6);

  private final SpawnedCalls spawned;
  private final VolumeAttachments attachments;
  private final BlobCollector collector;

  public Upkeep(SpawnedCalls spawned, VolumeAttachments attachments, BlobCollector collector) {
    this.spawned = spawned;
    this.attachments = attachments;
    this.collector = collector;
  }

  public void start(ScheduledExecutorService timer) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(() -> runQuietly(GRACE)),
            EVERY.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void runQuietly(Duration grace) {
    try {
      run(grace);
    } catch (RuntimeException e) {
      log.warn("upkeep failed, and is tried again in {}", EVERY, e);
    }
  }

  /// One round; spares bytes that were stored or asked for within `grace`.
  FileBlobStore.Swept run(Duration grace) {
    spawned.expire(Instant.now());
    int trees = attachments.evictTrees();
    FileBlobStore.Swept swept = collector.collect(grace);
    log.info(
        "upkeep removed {} blobs of {} bytes and {} trees", swept.blobs(), swept.bytes(), trees);
    return swept;
  }
}

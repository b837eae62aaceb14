package dev.carafe.server.upkeep;

import dev.carafe.server.calls.SpawnedCalls;
import dev.carafe.volumes.attach.VolumeAttachments;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.PartialBlobs;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.version.BlobCollector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Once an hour, and when asked to: results that are too old expire, laid-out versions that no
/// container has go, and so does what uploads and imports that broke off left, and the bytes that
/// nothing needs.
public final class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /// Longer than an upload or a commit takes.
  private static final Duration GRACE = Duration.ofHours(6);

  /// Longer than a client that lives writes nothing into its staging folder.
  private static final Duration IDLE = Duration.ofHours(1);

  private final SpawnedCalls spawned;
  private final VolumeAttachments attachments;
  private final BlobCollector collector;
  private final StagingFolders staging;
  private final PartialBlobs partials;
  private final BucketImports imports;
  private final Clock clock;
  private final Instant started;

  public Upkeep(
      SpawnedCalls spawned,
      VolumeAttachments attachments,
      BlobCollector collector,
      StagingFolders staging,
      PartialBlobs partials,
      BucketImports imports,
      Clock clock) {
    this.spawned = spawned;
    this.attachments = attachments;
    this.collector = collector;
    this.staging = staging;
    this.partials = partials;
    this.imports = imports;
    this.clock = clock;
    this.started = clock.instant();
  }

  /// What a round removed. `tooEarly`: no blob was looked at, because uploads may go on that began
  /// before this server did.
  public record Freed(
      long blobs, long bytes, int trees, int brokenUploads, Duration grace, boolean tooEarly) {}

  public void start(ScheduledExecutorService timer) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(this::runQuietly),
            EVERY.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void runQuietly() {
    try {
      var _ = run();
    } catch (RuntimeException e) {
      log.warn("upkeep failed, and is tried again in {}", EVERY, e);
    }
  }

  /// A round now, with the grace time of those in the background.
  public Freed run() {
    return run(GRACE);
  }

  /// A round now; spares bytes that were stored or asked for within `grace`. One that is shorter
  /// than an upload takes makes the upload fail, and loses nothing that was acknowledged.
  public Freed run(Duration grace) {
    spawned.expire(clock.instant());
    int trees = attachments.evictTrees();
    FileBlobStore.Swept swept = collector.collect(grace);
    Instant idle = clock.instant().minus(grace);
    int broken = staging.sweep(IDLE) + partials.sweep(idle) + imports.sweep(idle);
    log.info(
        "upkeep removed {} blobs of {} bytes, {} trees and leftovers of {} broken uploads",
        swept.blobs(),
        swept.bytes(),
        trees,
        broken);
    boolean tooEarly = started.isAfter(clock.instant().minus(grace));
    return new Freed(swept.blobs(), swept.bytes(), trees, broken, grace, tooEarly);
  }
}

package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.FileBlobStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Removes the blobs that nothing needs any more: no kept version, no attached one, none that
/// others name, no upload of the last while. Runs beside all other work, one round at a time: what
/// one has found to be needed is not to be taken by another before it has been read.
public final class BlobCollector {
  private final Lock round = new ReentrantLock();
  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final Supplier<Set<BlobId>> attachedManifests;
  private final List<Supplier<Set<BlobId>>> otherBlobs;

  public BlobCollector(
      FileBlobStore blobs,
      VolumeStore volumes,
      Supplier<Set<BlobId>> attachedManifests,
      List<Supplier<Set<BlobId>>> otherBlobs) {
    this.blobs = blobs;
    this.volumes = volumes;
    this.attachedManifests = attachedManifests;
    this.otherBlobs = List.copyOf(otherBlobs);
  }

  /// Removes unused blobs that were neither stored nor asked for within the grace time, which must
  /// be longer than any upload takes. A commit that goes on is safe whatever it is.
  public FileBlobStore.Swept collect(Duration grace) {
    round.lock();
    try {
      return blobs.sweep(this::live, grace);
    } finally {
      round.unlock();
    }
  }

  private Set<BlobId> live() {
    Set<BlobId> live = new HashSet<>();
    // Kept first: a Volume deleted in between shows up as attached, if a container has it.
    Set<BlobId> manifests = new HashSet<>(volumes.keptManifests());
    manifests.addAll(attachedManifests.get());
    otherBlobs.forEach(others -> live.addAll(others.get()));
    Set<BlobId> marked = new HashSet<>();
    manifests.forEach(manifest -> volumes.mark(manifest, marked, live));
    return live;
  }
}

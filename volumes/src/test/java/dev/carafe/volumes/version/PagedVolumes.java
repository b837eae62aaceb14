package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads;
import dev.carafe.volumes.content.FileBlobStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/// Volumes whose manifests have pages from a few files on.
public final class PagedVolumes {
  private static final Paging SMALL = new Paging(3, 2);

  private PagedVolumes() {}

  public static VolumeStore open(
      FileBlobStore blobs, VolumeHeads heads, VolumeUsers users, Clock clock) {
    return new VolumeStore(blobs, heads, users, clock, SMALL);
  }

  /// All blobs that a version needs, as its texts on disk say.
  public static Set<BlobId> needed(VolumeStore volumes, BlobId manifest) {
    Set<BlobId> needed = new HashSet<>();
    volumes.mark(manifest, new HashSet<>(), needed);
    return needed;
  }
}

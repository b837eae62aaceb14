package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Manifests as blobs, the latest used ones kept in memory. Safe for use by many threads.
final class ManifestStore {
  /// A manifest of 100,000 files takes some 40 MB in memory.
  private static final int KEPT_ENTRIES = 300_000;

  private final FileBlobStore blobs;
  private final LinkedHashMap<BlobId, Manifest> latest = new LinkedHashMap<>(16, 0.75f, true);
  private long keptEntries;

  ManifestStore(FileBlobStore blobs) {
    this.blobs = blobs;
  }

  BlobId write(Manifest manifest) {
    BlobId id = blobs.put(new ByteArrayInputStream(ManifestText.write(manifest)));
    keep(id, manifest);
    return id;
  }

  Manifest read(BlobId id) {
    synchronized (latest) {
      Manifest kept = latest.get(id);
      if (kept != null) {
        return kept;
      }
    }
    Manifest manifest = parse(id);
    keep(id, manifest);
    return manifest;
  }

  /// As [#read], leaving what is kept in memory as it is.
  Manifest peek(BlobId id) {
    synchronized (latest) {
      Manifest kept = latest.get(id);
      if (kept != null) {
        return kept;
      }
    }
    return parse(id);
  }

  private Manifest parse(BlobId id) {
    Path file =
        blobs
            .file(id)
            .orElseThrow(
                () ->
                    new StorageException(
                        "The manifest %s of a Volume is missing from %s. Was the data directory"
                                .formatted(id, blobs.directory())
                            + " changed by hand? Restore it from a copy"));
    try (InputStream in = Files.newInputStream(file)) {
      return ManifestText.read(in);
    } catch (IOException e) {
      throw new StorageException("Reading the manifest %s failed: %s".formatted(file, e), e);
    }
  }

  private void keep(BlobId id, Manifest manifest) {
    synchronized (latest) {
      if (latest.putIfAbsent(id, manifest) != null) {
        return;
      }
      keptEntries += manifest.entries().size();
      var oldest = latest.entrySet().iterator();
      while (keptEntries > KEPT_ENTRIES && latest.size() > 1) {
        Map.Entry<BlobId, Manifest> dropped = oldest.next();
        keptEntries -= dropped.getValue().entries().size();
        oldest.remove();
      }
    }
  }
}

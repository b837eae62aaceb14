package dev.carafe.volumes.imports;

import dev.carafe.model.app.BucketAddress;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumePath;
import dev.carafe.volumes.version.VolumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Copies what lies under a prefix of a bucket into a Volume, as one version or not at all. What
/// was fetched before is not fetched again, also when the import broke off; what is in the Volume
/// and not in the bucket stays. Safe for use by many threads.
public final class BucketImports {
  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final Set<SourceFolder> running = ConcurrentHashMap.newKeySet();

  public BucketImports(FileBlobStore blobs, VolumeStore volumes) {
    this.blobs = blobs;
    this.volumes = volumes;
  }

  /// What an import made.
  public record Imported(VolumeVersion version, ImportProgress progress) {}

  /// What an import would do; nothing is fetched.
  public ImportProgress plan(ImportOrder order) {
    try (S3Objects objects = S3Objects.open(order)) {
      ImportPlan plan = plan(order, objects);
      List<BucketObject> missing = missing(plan, source(order).known());
      return progress(plan, missing, marked(order, missing));
    } catch (IOException e) {
      throw StorageException.of("Planning the import of " + order.bucket(), e);
    }
  }

  /// Imports; the listener is called by one thread at a time. An interrupt ends it.
  public Imported run(ImportOrder order, Consumer<ImportProgress> listener)
      throws InterruptedException {
    SourceFolder source = source(order);
    if (!running.add(source)) {
      throw new VolumeException(
          VolumeException.Kind.IN_USE,
          "another import from the bucket %s goes on; wait for it"
              .formatted(order.bucket().name()));
    }
    try (var _ = blobs.hold();
        S3Objects objects = S3Objects.open(order)) {
      source.create();
      return imported(order, objects, source, listener);
    } catch (IOException e) {
      throw StorageException.of("Importing " + order.bucket(), e);
    } finally {
      running.remove(source);
    }
  }

  private Imported imported(
      ImportOrder order, S3Objects objects, SourceFolder source, Consumer<ImportProgress> listener)
      throws IOException, InterruptedException {
    ImportPlan plan = plan(order, objects);
    KnownObjects known = source.known();
    List<BucketObject> missing = missing(plan, known);
    requireSpace(order, missing);
    Tally tally = new Tally(progress(plan, missing, 0), listener);
    tally.tell();
    new ImportFetch(objects, blobs, source, known, tally).run(missing);
    VolumeVersion now =
        volumes.commit(order.volume(), changes(plan, known), order.force(), "an import");
    return new Imported(now, tally.now());
  }

  private ImportPlan plan(ImportOrder order, S3Objects objects) {
    String target = VolumePath.normal(order.path());
    var _ = volumes.head(order.volume());
    BucketAddress bucket = order.bucket();
    String root = bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
    List<BucketObject> found = objects.under(root);
    if (found.isEmpty() && !root.isEmpty()) {
      root = bucket.prefix().substring(0, bucket.prefix().lastIndexOf('/') + 1);
      found = objects.named(bucket.prefix());
    }
    if (found.isEmpty()) {
      throw new VolumeException(
          VolumeException.Kind.NOT_FOUND,
          "there is nothing at %s, so nothing was imported; look at the prefix".formatted(bucket));
    }
    ImportPlan plan = ImportPlan.of(found, root, target);
    if (!order.force()) {
      volumes.requireFree(order.volume(), plan.files().keySet());
    }
    return plan;
  }

  private List<BucketObject> missing(ImportPlan plan, KnownObjects known) {
    Set<BucketObject> missing = new HashSet<>(plan.files().values());
    missing.removeIf(object -> known.blob(object).filter(blobs::has).isPresent());
    return plan.files().values().stream().filter(missing::contains).toList();
  }

  private void requireSpace(ImportOrder order, List<BucketObject> missing) throws IOException {
    long wanted = missing.stream().mapToLong(BucketObject::size).sum() - marked(order, missing);
    long free = Files.getFileStore(blobs.directory()).getUsableSpace();
    if (wanted > free) {
      throw new BucketException(
          "Importing %s takes %d bytes more, and the disk of the server has %d free, so nothing was fetched. Free some in %s (carafe volume gc), or import a longer prefix"
              .formatted(order.bucket(), wanted, free, blobs.directory()));
    }
  }

  private long marked(ImportOrder order, List<BucketObject> missing) throws IOException {
    long marked = 0;
    for (BucketObject object : missing) {
      marked += source(order).partial(object).markedBytes();
    }
    return marked;
  }

  private static ImportProgress progress(ImportPlan plan, List<BucketObject> missing, long marked) {
    long kept = plan.bytes() - missing.stream().mapToLong(BucketObject::size).sum() + marked;
    return new ImportProgress(plan.files().size(), plan.bytes(), kept, 0);
  }

  private static List<Change> changes(ImportPlan plan, KnownObjects known) {
    List<Change> changes = new ArrayList<>();
    for (BucketObject folder : plan.folders()) {
      changes.add(
          new Change.Put(new Entry.Directory(folder.key(), FOLDER_MODE, folder.modified())));
    }
    for (Map.Entry<String, BucketObject> file : plan.files().entrySet()) {
      BucketObject object = file.getValue();
      Optional<BlobId> blob = known.blob(object);
      changes.add(
          new Change.Put(
              new Entry.File(
                  file.getKey(), FILE_MODE, object.modified(), object.size(), blob.orElseThrow())));
    }
    return changes;
  }

  private SourceFolder source(ImportOrder order) {
    return SourceFolder.of(order, folder());
  }

  private Path folder() {
    return blobs.directory().resolve("imports");
  }

  /// Forgets the objects whose blobs are gone, and removes parts of objects that broke off before
  /// that time; returns of how many objects. An import that goes on is left alone.
  public int sweep(Instant since) {
    int swept = 0;
    try {
      for (SourceFolder source : SourceFolder.all(folder())) {
        if (running.add(source)) {
          try {
            swept += source.sweep(blobs, since);
          } finally {
            running.remove(source);
          }
        }
      }
    } catch (IOException e) {
      throw StorageException.of("Removing what imports left in " + folder(), e);
    }
    return swept;
  }
}

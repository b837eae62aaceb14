package dev.carafe.volumes.content;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Blobs as read-only files `blobs/ab/<sha256>` under the data directory. A blob appears by a
/// rename, after its bytes are on disk, so a name never stands for half a blob; `tmp/` holds what
/// is on its way and is emptied at start; `partial/` holds large ones that come in blocks. Safe for
/// use by many threads of one process; the data directory belongs to one process.
public final class FileBlobStore implements BlobStore {
  private final Path directory;
  private final BlobFiles files;
  private final Leases leases;
  private final PartialBlobs partials;

  private FileBlobStore(Path directory, BlobFiles files, Leases leases) {
    this.directory = directory;
    this.files = files;
    this.leases = leases;
    this.partials = new PartialBlobs(directory.resolve("partial"), this);
  }

  /// Opens the store in a data directory, which is made when missing. What an earlier process left
  /// half-done is removed.
  public static FileBlobStore open(Path directory, Clock clock) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      return new FileBlobStore(absolute, BlobFiles.open(absolute), new Leases(clock));
    } catch (IOException e) {
      throw StorageException.of("Opening the blob store in " + absolute, e);
    }
  }

  /// What a file would be as a blob.
  public static BlobId idOf(Path file) throws IOException {
    return Sha256.of(file);
  }

  /// The data directory.
  public Path directory() {
    return directory;
  }

  /// The directory that holds the blobs, each at [#relative].
  public Path blobs() {
    return files.blobs();
  }

  /// Where a blob stands below [#blobs], as `ab/<sha256>`.
  public String relative(BlobId blob) {
    return BlobFiles.relative(blob);
  }

  /// Whether the blob is here, whole. The answer holds for the grace time of [#sweep].
  @Override
  public boolean has(BlobId blob) {
    return leases.extendIf(blob, () -> files.exists(blob));
  }

  @Override
  public Optional<Path> file(BlobId blob) {
    return has(blob) ? Optional.of(files.file(blob)) : Optional.empty();
  }

  @Override
  public BlobId put(InputStream bytes) {
    return write(bytes, _ -> true, "a blob");
  }

  @Override
  public void put(BlobId expected, InputStream bytes) {
    if (!has(expected)) {
      write(bytes, expected::equals, "the blob " + expected);
    }
  }

  private BlobId write(InputStream bytes, Predicate<BlobId> accepted, String what) {
    try (BlobBatch batch = batch()) {
      Path file = files.newTemporary();
      MessageDigest digest = Sha256.digest();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        bytes.transferTo(out);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      BlobId id = Sha256.id(digest);
      if (!accepted.test(id)) {
        Files.delete(file);
        throw new IllegalArgumentException(
            "%s was sent with other bytes, whose SHA-256 is %s; nothing was stored. Send the file"
                    .formatted(what, id)
                + " again; was it changed meanwhile?");
      }
      batch.addTemporary(file, id);
      batch.publish();
      return id;
    } catch (IOException e) {
      throw StorageException.of("Storing " + what + " in " + directory, e);
    }
  }

  /// Takes a file of the same file system into the store without copying its bytes (it is copied
  /// where that cannot be), after checking that it has this hash. The staged name goes away.
  /// Durable when it returns. Whoever could still write to the staged file is trusted not to.
  public void adopt(Path staged, BlobId expected) {
    adoptAll(Map.of(staged, expected));
  }

  /// As [#adopt] for many files, hashed in parallel, with one wait for the disk. All or none: when
  /// one is refused, none is stored, and all stay where they are.
  public void adoptAll(Map<Path, BlobId> staged) {
    try (BlobBatch batch = batch()) {
      batch.forEach(staged.entrySet(), entry -> batch.adopt(entry.getKey(), entry.getValue()));
      batch.publish();
      removeAll(staged.keySet());
    } catch (IOException e) {
      throw StorageException.of("Adopting staged files into " + directory, e);
    }
  }

  private static void removeAll(Collection<Path> staged) throws IOException {
    for (Path file : staged) {
      Files.deleteIfExists(file);
    }
  }

  /// As [#adoptAll], for whoever has not hashed the files and leaves that to the store: returns
  /// what each became.
  public Map<Path, BlobId> adoptAll(Collection<Path> staged) {
    Map<Path, BlobId> adopted = new ConcurrentHashMap<>();
    try (BlobBatch batch = batch()) {
      batch.forEach(staged, file -> adopted.put(file, batch.adopt(file).blob()));
      batch.publish();
      removeAll(staged);
    } catch (IOException e) {
      throw StorageException.of("Adopting staged files into " + directory, e);
    }
    return Map.copyOf(adopted);
  }

  /// A new, empty directory of the same file system, open to this user alone, for files to adopt.
  /// It goes with the process; callers may remove it before.
  public Path openStaging() {
    try {
      return Files.createTempDirectory(files.temporary(), "staging-", OwnerOnly.FOLDER);
    } catch (IOException e) {
      throw StorageException.of("Making a staging directory in " + files.temporary(), e);
    }
  }

  /// Large blobs on their way, block by block.
  public PartialBlobs partials() {
    return partials;
  }

  /// Many blobs at once, with one wait for the disk.
  public BlobBatch batch() {
    return new BlobBatch(files, leases);
  }

  /// Puts a blob at a path of the same file system as a read-only file, without copying where the
  /// file system can. With `executable` it is a file that can be run.
  public void link(BlobId blob, boolean executable, Path at) throws IOException {
    files.link(blob, executable, at);
  }

  /// Spares all that is stored or asked for from now on from every sweep, whatever its grace time,
  /// until it is closed: whoever makes blobs part of something kept holds them meanwhile.
  public Hold hold() {
    return leases.hold();
  }

  /// What [#hold] gives.
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /// Removes the blobs that are not live, and have not been written or asked for within the grace
  /// time. Blobs whose upload began before this process did are safe for as long. What becomes part
  /// of something kept after `live` was asked stays too, if that was done under a [#hold].
  public Swept sweep(Supplier<Set<BlobId>> live, Duration grace) {
    try (var _ = leases.holdWithAll()) {
      return sweepAllBut(live.get(), grace);
    }
  }

  private Swept sweepAllBut(Set<BlobId> live, Duration grace) {
    long count = 0;
    long bytes = 0;
    try {
      for (BlobId blob : files.all()) {
        if (!live.contains(blob)) {
          long freed = leases.ifExpired(blob, grace, () -> files.delete(blob, grace, leases.now()));
          count += freed >= 0 ? 1 : 0;
          bytes += Math.max(freed, 0);
        }
      }
    } catch (IOException e) {
      throw StorageException.of("Removing unused blobs from " + directory, e);
    }
    leases.forget(grace);
    return new Swept(count, bytes);
  }

  /// What a sweep freed.
  public record Swept(long blobs, long bytes) {}

  List<Path> temporaries() throws IOException {
    return files.temporaries();
  }
}

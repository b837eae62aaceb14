package dev.carafe.volumes.content;

import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Large blobs on their way, files `partial/<sha256>.<n>` under the data directory. What a way that
/// broke off has left there is taken up by the next for the same blob, also while nobody has
/// noticed the break yet. Threads may share it.
public final class PartialBlobs {
  private final Path folder;
  private final FileBlobStore blobs;
  private final Set<Path> busy = new HashSet<>();

  PartialBlobs(Path folder, FileBlobStore blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  /// A file of `size` bytes that the caller alone writes to; it must be closed. Of many that bring
  /// the same blob at once each has its own.
  public PartialBlob open(BlobId blob, long size) {
    Path file = take(blob);
    boolean opened = false;
    try {
      Files.createDirectories(folder, OwnerOnly.FOLDER);
      PartialBlob partial = new PartialBlob(file, size, blob, this);
      opened = true;
      return partial;
    } catch (IOException e) {
      throw StorageException.of("Opening " + file + " for an upload", e);
    } finally {
      if (!opened) {
        release(file, blob);
      }
    }
  }

  private synchronized Path take(BlobId blob) {
    int number = 0;
    while (!busy.add(file(blob, number))) {
      number++;
    }
    return file(blob, number);
  }

  private Path file(BlobId blob, int number) {
    return folder.resolve(blob.sha256() + "." + number);
  }

  /// What all have brought of a blob so far.
  List<Path> all(BlobId blob) throws IOException {
    return files(file -> file.getFileName().toString().startsWith(blob.sha256()));
  }

  /// Takes a whole file over as the blob.
  void adopt(Path file, BlobId blob) {
    blobs.adopt(file, blob);
  }

  /// Nobody writes to a file any more. Once the blob is there, nothing of its way is left.
  synchronized void release(Path file, BlobId blob) {
    busy.remove(file);
    try {
      if (blobs.has(blob)) {
        for (Path left : all(blob)) {
          if (!busy.contains(left)) {
            Files.deleteIfExists(left);
          }
        }
      }
    } catch (IOException _) {
      // It goes with the next sweep.
    }
  }

  /// Removes what nobody brings and nothing was added to since then; returns how many files.
  public synchronized int sweep(Instant since) {
    int swept = 0;
    try {
      for (Path file : files(file -> !busy.contains(file))) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
          Files.delete(file);
          swept++;
        }
      }
    } catch (IOException e) {
      throw StorageException.of("Removing what uploads left in " + folder, e);
    }
    return swept;
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
    } catch (NoSuchFileException _) {
      return List.of(); // nothing large ever came over the wire
    }
  }
}

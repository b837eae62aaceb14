package dev.carafe.server.upkeep;

import dev.carafe.model.file.Removal;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The folders into which clients on this machine copy files. A client that is killed leaves its
/// folder behind; one where nothing was written or taken over for a while is such. Threads may
/// share it.
public final class StagingFolders {
  private final FileBlobStore blobs;
  private final Clock clock;
  private final Map<Path, Instant> open = new ConcurrentHashMap<>(); // when last used

  public StagingFolders(FileBlobStore blobs, Clock clock) {
    this.blobs = blobs;
    this.clock = clock;
  }

  public Path open() {
    Path folder = blobs.openStaging();
    open.put(folder, clock.instant());
    return folder;
  }

  /// A file of it is taken over right now.
  public void used(Path folder) {
    if (open.computeIfPresent(folder, (_, _) -> clock.instant()) == null) {
      throw Refusal.invalid(
          "%s is no staging folder of this server, or was swept because nothing came for long; upload again"
              .formatted(folder));
    }
  }

  /// Removes the folders where nothing came for that long; returns how many still held something.
  int sweep(Duration idle) {
    Instant cutoff = clock.instant().minus(idle);
    int swept = 0;
    for (Path folder : List.copyOf(open.keySet())) {
      // Forgotten first: from then on nobody takes files over from it.
      Instant left =
          open.computeIfPresent(
              folder,
              (path, used) -> used.isAfter(cutoff) || written(path).isAfter(cutoff) ? used : null);
      if (left == null) {
        swept += remove(folder) ? 1 : 0;
      }
    }
    return swept;
  }

  private static Instant written(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Instant last = Files.getLastModifiedTime(folder).toInstant();
      for (Path file : (Iterable<Path>) files::iterator) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = written.isAfter(last) ? written : last;
      }
      return last;
    } catch (NoSuchFileException e) {
      return Instant.MIN; // the client has ended in order
    } catch (IOException e) {
      throw StorageException.of("Looking into the staging folder " + folder, e);
    }
  }

  private static boolean remove(Path folder) {
    try {
      boolean there = Files.exists(folder);
      Removal.tree(folder);
      return there;
    } catch (IOException e) {
      throw StorageException.of("Removing the staging folder " + folder, e);
    }
  }
}

package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Brings files of one commit into a folder: looks whether a file is there, fetches what is missing
/// of it, checks it, and only then shows it. Threads share it, each with files of its own.
final class FileFetch {
  private final HubFiles hub;
  private final SnapshotFolder folder;
  private final Retry retry;
  private final Transfers transfers;
  private final HubListener listener;

  FileFetch(
      HubFiles hub, SnapshotFolder folder, Retry retry, Transfers transfers, HubListener listener) {
    this.hub = hub;
    this.folder = folder;
    this.retry = retry;
    this.transfers = transfers;
    this.listener = listener;
  }

  /// How much a file holds, and whether it had to be fetched.
  record Result(long bytes, boolean fetched) {}

  Result run(String name) throws InterruptedException {
    try {
      Path file = folder.file(name);
      boolean fetched = !isThere(name, file) && bring(name, file);
      listener.finished(name, fetched);
      return new Result(Files.size(file), fetched);
    } catch (IOException e) {
      throw new HubException(
          "%s cannot be written to %s: %s What was fetched is kept."
              .formatted(name, folder.root(), DiskTrouble.words(e, folder.root())),
          e);
    }
  }

  /// Whether it is there from this very commit, which can be told without the hub.
  private boolean isThere(String name, Path file) throws IOException {
    Optional<FileMetadata> known =
        folder.known(name).filter(metadata -> metadata.commit().equals(hub.commit()));
    if (known.isEmpty()) {
      return false;
    }
    Etag etag = known.get().etag();
    return holds(file, etag, known);
  }

  private static boolean holds(Path file, Etag etag, Optional<FileMetadata> known)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    boolean untouched =
        known.isPresent() && known.get().etag().equals(etag) && known.get().fits(file);
    return untouched || etag.isOf(file);
  }

  /// Makes it be there; whether it had to be fetched.
  private boolean bring(String name, Path file) throws IOException, InterruptedException {
    RemoteFile remote = retry.run(() -> hub.describe(name));
    boolean there = holds(file, remote.etag(), folder.known(name));
    if (!there) {
      Path part = folder.incomplete(name, remote.etag());
      transfers.run(remote, part);
      folder.publish(part, name);
    }
    folder.remember(name, hub.commit(), remote.etag());
    return !there;
  }
}

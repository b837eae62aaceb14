package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// Brings files of one commit into a folder: looks whether a file is there, fetches what is missing
/// of it, checks it, and only then shows it. Threads share it, each with files of its own.
final class FileFetch {
  private static final long MUCH = 1 << 20;

  private final Hub hub;
  private final String commit;
  private final SnapshotFolder folder;
  private final Retry retry;
  private final Duration stall;
  private final HubListener listener;

  FileFetch(
      Hub hub,
      String commit,
      SnapshotFolder folder,
      Retry retry,
      Duration stall,
      HubListener listener) {
    this.hub = hub;
    this.commit = commit;
    this.folder = folder;
    this.retry = retry;
    this.stall = stall;
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
          "%s cannot be written to %s: %s. What was fetched is kept."
              .formatted(name, folder.root(), Redirects.reason(e)),
          e);
    }
  }

  /// Whether it is there from this very commit, which can be told without the hub.
  private boolean isThere(String name, Path file) throws IOException {
    Optional<FileMetadata> known = folder.known(name).filter(m -> m.commit().equals(commit));
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
    RemoteFile remote = retry.run(() -> hub.describe(commit, name));
    boolean there = holds(file, remote.etag(), folder.known(name));
    if (!there) {
      Path part = folder.incomplete(name, remote.etag());
      download(remote, part);
      folder.publish(part, name);
    }
    folder.remember(name, commit, remote.etag());
    return !there;
  }

  private void download(RemoteFile remote, Path part) throws IOException, InterruptedException {
    listener.fetching(remote.name(), remote.size(), size(part));
    try {
      retry.run(
          () -> {
            try {
              complete(remote, part);
              return part;
            } catch (IOException e) {
              throw new LocalFailure(e);
            }
          });
    } catch (LocalFailure e) {
      throw e.cause;
    }
  }

  /// The disk's failure on its way past the retries, which are for the network.
  private static final class LocalFailure extends RuntimeException {
    private final IOException cause;

    LocalFailure(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private void complete(RemoteFile remote, Path part)
      throws IOException, TransientFailure, InterruptedException {
    long have = size(part);
    if (remote.size() < 0 || have != remote.size()) {
      receive(remote, part, have);
    }
    check(remote, part);
  }

  private void receive(RemoteFile remote, Path part, long have)
      throws IOException, TransientFailure, InterruptedException {
    long from = have < remote.size() ? have : 0;
    try (Hub.Content content = hub.open(commit, remote.name(), from)) {
      if (content.from() < 0) {
        Files.deleteIfExists(part);
        throw new TransientFailure(
            "The hub has no bytes of %s from %d on".formatted(remote.name(), from),
            Optional.empty());
      }
      append(remote, part, content);
    }
  }

  private void append(RemoteFile remote, Path part, Hub.Content content)
      throws IOException, TransientFailure {
    StandardOpenOption how =
        content.from() > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    byte[] buffer = new byte[1 << 17];
    long come = 0;
    try (OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        StallGuard guard = new StallGuard(content.body(), stall)) {
      for (int n = read(remote, content.body(), buffer, come);
          n >= 0;
          n = read(remote, content.body(), buffer, come)) {
        out.write(buffer, 0, n);
        come += n;
        guard.beat();
        listener.received(remote.name(), n);
      }
    }
  }

  private int read(RemoteFile remote, InputStream body, byte[] buffer, long come)
      throws TransientFailure {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw hub.broken(hub.repo().file(commit, remote.name()), come >= MUCH, e);
    }
  }

  private void check(RemoteFile remote, Path part) throws IOException, TransientFailure {
    long size = size(part);
    if (remote.size() >= 0 && size < remote.size()) {
      throw new TransientFailure(
          "%s ended after %d of %d bytes".formatted(remote.name(), size, remote.size()),
          Optional.empty());
    }
    if (remote.size() >= 0 && size > remote.size()) {
      Files.delete(part);
      throw new TransientFailure(
          "%s has more bytes than the %d the hub says it has"
              .formatted(remote.name(), remote.size()),
          Optional.empty());
    }
    String expected = remote.etag().text();
    if (remote.etag().isSha256() && !Etag.sha256(part).equals(expected)) {
      String got = Etag.sha256(part);
      Files.delete(part);
      throw new TransientFailure(
          "%s has the SHA-256 %s, and the hub says it has %s"
              .formatted(remote.name(), got, expected),
          Optional.empty());
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }
}

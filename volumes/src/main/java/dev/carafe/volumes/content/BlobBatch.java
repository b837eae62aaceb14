package dev.carafe.volumes.content;

import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Files on their way to become blobs together. They are hashed as they come, wait for the disk
/// once, and appear in [#publish]; closed before that, nothing is left. Files may be added by many
/// threads.
public final class BlobBatch implements AutoCloseable {
  /// Larger files go to disk while they are hashed.
  private static final long LARGE_BYTES = 4L << 20;

  private final BlobFiles files;
  private final Leases leases;
  private final Map<BlobId, Staged> staged = new ConcurrentHashMap<>();
  private final Collection<Path> unsynced = new ConcurrentLinkedQueue<>();
  private final Collection<Path> temporaries = new ConcurrentLinkedQueue<>();

  /// A file that is to be a blob, and whether it has a blob's mode already.
  private record Staged(Path file, boolean readOnly) {}

  BlobBatch(BlobFiles files, Leases leases) {
    this.files = files;
    this.leases = leases;
  }

  /// A blob that a file became.
  public record Stored(BlobId blob, long size) {}

  /// Waits until all that was written to these files so far, also through mappings, is on disk.
  public void settle(Collection<Path> sources) throws IOException {
    List<Path> present = sources.stream().filter(Files::isReadable).toList();
    Durable.sync(present, files.blobs());
  }

  /// Adds a copy of a file that may change meanwhile: what is stored is what the copy holds.
  public Stored copy(Path source) throws IOException {
    Path copy = newTemporary();
    BlobFiles.copy(source, copy);
    return add(copy);
  }

  /// Adds a file that nobody writes to any more, without copying it where the file system can. The
  /// file itself becomes read-only when the batch is published.
  public Stored take(Path source) throws IOException {
    return add(linked(source));
  }

  /// Adds bytes in memory; nothing is written when they are a blob already.
  public Stored write(byte[] content) throws IOException {
    BlobId id = Sha256.of(content);
    if (!staged.containsKey(id) && !leases.extendIf(id, () -> files.exists(id))) {
      Path file = newTemporary();
      if (stage(new Staged(file, files.write(file, content)), id)) {
        unsynced.add(file);
      }
    }
    return new Stored(id, content.length);
  }

  /// Adds a file of the same file system that another process still writes, following it until it
  /// is complete. The name goes away. Whoever could still write to it then is trusted not to.
  public Stored follow(Path growing, Growth growth) throws IOException {
    requireFile(growing);
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> synced =
          beside.submit(
              () -> {
                GrowingFile.flush(growing, growth);
                return null;
              });
      try {
        BlobId id = GrowingFile.hash(growing, growth);
        await(synced);
        Path file = newTemporary();
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
        dropAttributes(file);
        long size = Files.size(file);
        keepOne(file, id);
        return new Stored(id, size);
      } finally {
        growth.abandon(); // so that the flush ends when the hash has failed
      }
    }
  }

  /// As [#take], of a file that another process staged.
  public Stored adopt(Path source) throws IOException {
    requireFile(source);
    return add(linked(source));
  }

  private static void requireFile(Path source) {
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "the staged file %s is not a regular file; write the bytes there first"
              .formatted(source));
    }
  }

  /// As [#adopt], of a file that must have this hash.
  void adopt(Path source, BlobId expected) throws IOException {
    BlobId found = adopt(source).blob();
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "the staged file %s has the SHA-256 %s instead of %s; nothing was stored. Copy it again;"
                  .formatted(source, found, expected)
              + " was it changed meanwhile?");
    }
  }

  private Path linked(Path source) throws IOException {
    Path link = newTemporary();
    try {
      Files.createLink(link, source);
    } catch (FileSystemException | UnsupportedOperationException _) {
      BlobFiles.copy(source, link); // another file system, or no more links
      return link;
    }
    dropAttributes(link);
    return link;
  }

  /// Attributes of a layer or of a user are no part of a blob.
  private static void dropAttributes(Path file) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      for (String name : view.list()) {
        view.delete(name);
      }
    }
  }

  private Path newTemporary() {
    Path file = files.newTemporary();
    temporaries.add(file);
    return file;
  }

  private Stored add(Path temporary) throws IOException {
    long size = Files.size(temporary);
    if (size < LARGE_BYTES) {
      BlobId id = Sha256.of(temporary);
      keepUnsynced(temporary, id);
      return new Stored(id, size);
    }
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> synced =
          beside.submit(
              () -> {
                Durable.sync(temporary);
                return null;
              });
      BlobId id = Sha256.of(temporary);
      await(synced);
      keepOne(temporary, id);
      return new Stored(id, size);
    }
  }

  void addTemporary(Path temporary, BlobId id) throws IOException {
    temporaries.add(temporary);
    keepUnsynced(temporary, id);
  }

  private void keepUnsynced(Path temporary, BlobId id) throws IOException {
    if (keepOne(temporary, id)) {
      unsynced.add(temporary);
    }
  }

  /// Whether it is not there yet.
  private boolean keepOne(Path temporary, BlobId id) throws IOException {
    if (leases.extendIf(id, () -> files.exists(id))) {
      drop(temporary);
      return false;
    }
    return stage(new Staged(temporary, false), id);
  }

  private boolean stage(Staged file, BlobId id) throws IOException {
    if (staged.putIfAbsent(id, file) != null) {
      drop(file.file());
      return false;
    }
    return true;
  }

  private void drop(Path temporary) throws IOException {
    Files.delete(temporary);
    temporaries.remove(temporary);
  }

  /// An action on one of many, which may fail with the disk.
  public interface Step<T> {
    void run(T value) throws IOException;
  }

  /// Runs a step for each value, on as many threads as there are processors. The first failure is
  /// thrown when all have ended.
  public <T> void forEach(Collection<T> values, Step<T> step) throws IOException {
    int threads = Math.min(values.size(), Runtime.getRuntime().availableProcessors());
    if (threads <= 1) {
      for (T value : values) {
        step.run(value);
      }
      return;
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (T value : values) {
        running.add(
            workers.submit(
                () -> {
                  step.run(value);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        await(one);
      }
    }
  }

  private static void await(Future<?> running) throws IOException {
    try {
      running.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case UncheckedIOException failure -> throw failure.getCause();
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while storing blobs");
    }
  }

  /// Makes all added files blobs; durable when it returns.
  public void publish() throws IOException {
    Durable.sync(unsynced, files.blobs());
    Map<Path, List<BlobId>> shelves =
        staged.keySet().stream().collect(Collectors.groupingBy(files::shelf));
    files.openShelves(shelves.keySet());
    forEach(shelves.values(), this::publish);
    Durable.sync(shelves.keySet(), files.blobs());
    staged.clear();
    unsynced.clear();
    temporaries.clear();
  }

  private void publish(List<BlobId> blobs) throws IOException {
    for (BlobId blob : blobs) {
      Staged file = Objects.requireNonNull(staged.get(blob));
      // Before it has a name a sweep could see: its times may be old, as those of the file it was.
      leases.extend(blob);
      files.publish(file.file(), file.readOnly(), blob);
    }
  }

  @Override
  public void close() {
    for (Path file : temporaries) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException _) {
        // It is swept at the next start.
      }
    }
  }
}

package dev.carafe.volumes.imports;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.BlobBatch;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.Growth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/// Makes blobs of objects: large ones in parts, many at a time and hashed while they come; small
/// ones in groups. What became a blob is remembered at once.
final class ImportFetch {
  private static final int CONNECTIONS = 16;
  private static final long SMALL_BYTES = 1L << 20;
  private static final int GROUP = 64;

  private final S3Objects objects;
  private final FileBlobStore blobs;
  private final SourceFolder source;
  private final KnownObjects known;
  private final Tally tally;
  private final ExecutorService hashers =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
  private final Queue<FileChannel> channels = new ConcurrentLinkedQueue<>();

  ImportFetch(
      S3Objects objects,
      FileBlobStore blobs,
      SourceFolder source,
      KnownObjects known,
      Tally tally) {
    this.objects = objects;
    this.blobs = blobs;
    this.source = source;
    this.known = known;
    this.tally = tally;
  }

  /// Returns when each is known; the first failure ends all.
  void run(List<BucketObject> wanted) throws IOException, InterruptedException {
    List<Callable<Boolean>> steps = steps(wanted);
    ExecutorService workers =
        Executors.newFixedThreadPool(CONNECTIONS, Thread.ofVirtual().factory());
    try {
      CompletionService<Boolean> running = new ExecutorCompletionService<>(workers);
      steps.forEach(running::submit);
      for (int i = 0; i < steps.size(); i++) {
        await(running.take());
      }
    } finally {
      workers.shutdownNow();
      hashers.shutdownNow();
      workers.close();
      hashers.close();
      for (FileChannel channel : channels) {
        channel.close();
      }
    }
  }

  private static void await(Future<?> step) throws IOException, InterruptedException {
    try {
      step.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private List<Callable<Boolean>> steps(List<BucketObject> wanted) throws IOException {
    List<Callable<Boolean>> steps = new ArrayList<>();
    List<BucketObject> small = new ArrayList<>();
    for (BucketObject object : wanted) {
      if (object.size() > SMALL_BYTES) {
        Large large = new Large(object, source.partial(object));
        for (int i = 0; i < large.partial.parts(); i++) {
          int part = i;
          steps.add(() -> large.part(part));
        }
      } else {
        small.add(object);
      }
    }
    for (int from = 0; from < small.size(); from += GROUP) {
      List<BucketObject> group = small.subList(from, Math.min(small.size(), from + GROUP));
      steps.add(() -> group(group));
    }
    return steps;
  }

  private boolean group(List<BucketObject> group) throws IOException {
    Map<BucketObject, BlobId> stored = new LinkedHashMap<>();
    try (BlobBatch batch = blobs.batch()) {
      for (BucketObject object : group) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) object.size());
        objects.read(
            object,
            0,
            object.size(),
            (read, length, _) -> {
              bytes.write(read, 0, length);
              tally.fetched(length);
            });
        stored.put(object, batch.write(bytes.toByteArray()).blob());
      }
      batch.publish();
    }
    known.add(stored);
    return true;
  }

  /// An object in parts. The first part opens its file, the last one waits for its hash.
  private final class Large {
    private final BucketObject object;
    private final PartialObject partial;
    private final Growth growth = new Growth();
    private final BitSet done = new BitSet();
    private Optional<Opened> opened = Optional.empty();

    Large(BucketObject object, PartialObject partial) {
      this.object = object;
      this.partial = partial;
    }

    boolean part(int part) throws IOException, InterruptedException {
      Opened target = open();
      try {
        if (partial.has(part, target.channel)) {
          tally.kept(partial.length(part));
        } else {
          fetch(part, target.channel);
        }
      } catch (IOException | RuntimeException e) {
        growth.abandon();
        throw e;
      }
      if (isLast(part)) {
        finish(target);
      }
      return true;
    }

    private void fetch(int part, FileChannel channel) throws IOException {
      CRC32C sum = new CRC32C();
      objects.read(
          object,
          partial.from(part),
          partial.length(part),
          (bytes, length, at) -> {
            ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
            while (left.hasRemaining()) {
              channel.write(left, at + left.position());
            }
            sum.update(bytes, 0, length);
            tally.fetched(length);
          });
      partial.mark(part, sum.getValue());
    }

    private synchronized Opened open() throws IOException {
      if (opened.isEmpty()) {
        FileChannel channel = partial.open();
        channels.add(channel);
        opened = Optional.of(new Opened(channel, hashers.submit(this::follow)));
      }
      return opened.get();
    }

    private BlobId follow() throws IOException {
      try (BlobBatch batch = blobs.batch()) {
        BlobId id = batch.follow(partial.file(), growth).blob();
        batch.publish();
        return id;
      }
    }

    private synchronized boolean isLast(int part) {
      done.set(part);
      int inOrder = done.nextClearBit(0);
      growth.reached(Math.min(object.size(), partial.from(inOrder)));
      return done.cardinality() == partial.parts();
    }

    private void finish(Opened target) throws IOException, InterruptedException {
      target.channel.close();
      growth.complete();
      try {
        known.add(Map.of(object, target.blob.get()));
      } catch (ExecutionException e) {
        throw new IOException("Storing %s failed: %s".formatted(object.key(), e.getMessage()), e);
      }
      partial.forget();
    }
  }

  /// A file that parts are written to, and what it becomes.
  private record Opened(FileChannel channel, Future<BlobId> blob) {}
}

package dev.carafe.client.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Reads files into the page cache, where their mappings find them. It reads into buffers of its
/// own, over and over, rather than touching the mapping: that takes no fault for each page, and a
/// file that is cut meanwhile is an error, not a fault.
final class Prefetch {
  private static final int THREADS = 4;
  private static final int PIECE = 4 << 20;

  private final List<MappedFile> files;
  private final PrefetchListener listener;
  private final long size;
  private final AtomicLong read = new AtomicLong();

  Prefetch(List<MappedFile> files, PrefetchListener listener) {
    this.files = List.copyOf(files);
    this.listener = listener;
    this.size = files.stream().mapToLong(MappedFile::size).sum();
  }

  PrefetchReport run() {
    long start = System.nanoTime();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("carafe-prefetch-", 0).factory())) {
      boolean done = false;
      try {
        for (MappedFile file : files) {
          whole(file, threads);
        }
        done = true;
      } finally {
        if (!done) {
          threads.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeightsException("The prefetch of %s was interrupted.".formatted(names()), e);
    } catch (ExecutionException | IOException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw cause instanceof RuntimeException failure
          ? failure
          : new WeightsException("%s cannot be read: %s.".formatted(names(), cause), cause);
    }
    return new PrefetchReport(size, Duration.ofNanos(System.nanoTime() - start));
  }

  private List<String> names() {
    return files.stream().map(file -> file.path().toString()).toList();
  }

  /// One file at a time, so that the disk reads on in one place.
  private void whole(MappedFile file, ExecutorService threads)
      throws IOException, InterruptedException, ExecutionException {
    if (Thread.interrupted()) {
      throw new InterruptedException("before " + file.path());
    }
    try (FileChannel channel = file.open()) {
      AtomicLong next = new AtomicLong();
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        readers.add(
            threads.submit(
                () -> {
                  boolean done = false;
                  try {
                    pieces(file, channel, next);
                    done = true;
                  } finally {
                    if (!done) {
                      next.set(file.size()); // the others stop too
                    }
                  }
                  return done;
                }));
      }
      for (Future<?> reader : readers) {
        var _ = reader.get();
      }
    }
  }

  private void pieces(MappedFile file, FileChannel channel, AtomicLong next) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
    for (long at = next.getAndAdd(PIECE); at < file.size(); at = next.getAndAdd(PIECE)) {
      buffer.clear().limit((int) Math.min(PIECE, file.size() - at));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, at + buffer.position()) < 0) {
          throw new WeightsException(
              "%s became shorter while it was mapped. Write a new file and move it there instead."
                  .formatted(file.path()));
        }
      }
      listener.read(read.addAndGet(buffer.position()), size);
    }
  }
}

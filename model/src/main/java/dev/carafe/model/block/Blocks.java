package dev.carafe.model.block;

import dev.carafe.model.id.BlobId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Cuts files into blocks and hashes those, on all processors.
public final class Blocks {
  private static final int BUFFER_BYTES = 256 * 1024;

  private Blocks() {}

  /// The blocks of a file, in order and without gaps: of 8 MiB, cut anew where the large tensors of
  /// a safetensors file begin.
  public static List<Block> of(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      List<Span> spans = cut(Cuts.of(in), in.size());
      List<BlobId> hashes = hash(in, spans);
      List<Block> blocks = new ArrayList<>(spans.size());
      for (int i = 0; i < spans.size(); i++) {
        blocks.add(new Block(spans.get(i).offset(), spans.get(i).length(), hashes.get(i)));
      }
      return blocks;
    }
  }

  /// Which of these blocks an open file has at their places, as numbers.
  public static List<Integer> in(FileChannel file, List<Block> blocks) throws IOException {
    List<BlobId> hashes =
        hash(file, blocks.stream().map(b -> new Span(b.offset(), b.length())).toList());
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).hash().equals(hashes.get(i))) {
        there.add(i);
      }
    }
    return there;
  }

  /// The hash of bytes in memory.
  public static BlobId hash(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return id(digest);
  }

  private record Span(long offset, int length) {}

  private static List<Span> cut(SortedSet<Long> cuts, long size) {
    List<Span> spans = new ArrayList<>();
    Iterator<Long> following = cuts.iterator();
    long at = following.next();
    while (at < size) {
      long end = following.hasNext() ? following.next() : size;
      for (; at < end; at += Math.min(Block.LONGEST, end - at)) {
        spans.add(new Span(at, (int) Math.min(Block.LONGEST, end - at)));
      }
    }
    return spans;
  }

  private static List<BlobId> hash(FileChannel in, List<Span> spans) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<BlobId>> started = new ArrayList<>(spans.size());
      for (Span span : spans) {
        started.add(workers.submit(() -> hash(in, span)));
      }
      List<BlobId> hashes = new ArrayList<>(spans.size());
      try {
        for (Future<BlobId> one : started) {
          hashes.add(one.get());
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a file was hashed");
      }
      return hashes;
    }
  }

  private static BlobId hash(FileChannel in, Span span) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(BUFFER_BYTES, span.length()));
    for (int done = 0; done < span.length(); ) {
      buffer.clear().limit(Math.min(buffer.capacity(), span.length() - done));
      int read = in.read(buffer, span.offset() + done);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      digest.update(buffer.flip());
      done += read;
    }
    return id(digest);
  }

  private static BlobId id(MessageDigest digest) {
    return new BlobId(HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

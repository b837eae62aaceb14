package dev.carafe.client.control;

import dev.carafe.model.file.FileWords;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// SHA-256 of files, two at a time: one digest keeps one core busy.
public final class Hashing {
  private static final int THREADS = 2;
  private static final int BUFFER = 1 << 20;
  private static final ThreadLocal<byte[]> BUFFERS =
      ThreadLocal.withInitial(() -> new byte[BUFFER]);

  private Hashing() {}

  /// The files by content, in the order given.
  public static List<LocalFile> hash(List<Path> files, TransferListener listener) {
    if (files.size() == 1) {
      return List.of(hash(files.getFirst(), listener));
    }
    try (var threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("hash-", 0).factory())) {
      List<Future<LocalFile>> started = new ArrayList<>();
      files.forEach(file -> started.add(threads.submit(() -> hash(file, listener))));
      List<LocalFile> hashed = new ArrayList<>();
      try {
        for (Future<LocalFile> one : started) {
          hashed.add(one.get());
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof UncheckedIOException io
            ? io
            : new IllegalStateException("Hashing failed: " + e.getCause(), e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while hashing", e);
      }
      return hashed;
    }
  }

  /// One file by content.
  public static LocalFile hash(Path file, TransferListener listener) {
    MessageDigest digest = sha256();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = BUFFERS.get();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
        listener.hashing(n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + FileWords.of(e), e);
    }
    return new LocalFile(file, id(digest), size);
  }

  static BlobId id(MessageDigest digest) {
    return new BlobId(HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + FileWords.of(e), e);
    }
  }
}

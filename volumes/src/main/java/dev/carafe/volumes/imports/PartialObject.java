package dev.carafe.volumes.imports;

import dev.carafe.model.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// An object on its way, in parts: a file to which each part is written at its place, and beside it
/// a line for each that is there, with its checksum. A part counts when its bytes still have that
/// sum, so nothing has to reach the disk in order. Safe for use by many threads, if each part is of
/// one at a time.
final class PartialObject {
  static final long PART_BYTES = 16L << 20;
  static final String MARKS = ".parts";
  private static final int BUFFER_BYTES = 256 * 1024;

  private final long size;
  private final Path file;
  private final Path marks;
  private final Map<Integer, Long> marked = new HashMap<>();

  private PartialObject(long size, Path file, Path marks) {
    this.size = size;
    this.file = file;
    this.marks = marks;
  }

  /// What an earlier import left of an object of this size at `file`, or nothing yet.
  static PartialObject at(Path file, long size) throws IOException {
    PartialObject object =
        new PartialObject(size, file, file.resolveSibling(file.getFileName() + MARKS));
    if (Files.exists(object.marks) && Files.exists(file)) {
      Files.readAllLines(object.marks).forEach(object::read);
    }
    return object;
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    if (line.matches("\\d{1,9} [0-9a-f]{1,8} \\.") && Integer.parseInt(words[0]) < parts()) {
      marked.put(Integer.parseInt(words[0]), Long.parseLong(words[1], 16));
    }
  }

  Path file() {
    return file;
  }

  int parts() {
    return Math.toIntExact((size + PART_BYTES - 1) / PART_BYTES);
  }

  long from(int part) {
    return part * PART_BYTES;
  }

  long length(int part) {
    return Math.min(PART_BYTES, size - from(part));
  }

  /// Bytes of the parts that are said to be here; nothing was read.
  synchronized long markedBytes() {
    return marked.keySet().stream().mapToLong(this::length).sum();
  }

  FileChannel open() throws IOException {
    if (!Files.exists(file)) {
      Files.deleteIfExists(marks);
      Files.createFile(file, OwnerOnly.FILE);
    }
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// Whether an earlier import wrote this part, and it still is what it was.
  boolean has(int part, FileChannel in) throws IOException {
    Long sum;
    synchronized (this) {
      sum = marked.get(part);
    }
    return sum != null && sum == sum(in, from(part), length(part));
  }

  private static long sum(FileChannel in, long from, long length) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long end = from + length;
    for (long at = from; at < end; ) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
      int read = in.read(buffer, at);
      if (read < 0) {
        return -1;
      }
      sum.update(buffer.flip());
      at += read;
    }
    return sum.getValue();
  }

  /// A part has been written, and its bytes have this CRC-32C.
  synchronized void mark(int part, long sum) throws IOException {
    if (!Files.exists(marks)) {
      Files.createFile(marks, OwnerOnly.FILE);
    }
    Files.writeString(marks, "%d %x .\n".formatted(part, sum), StandardOpenOption.APPEND);
    marked.put(part, sum);
  }

  /// The file has become a blob.
  void forget() throws IOException {
    try {
      Files.delete(marks);
    } catch (NoSuchFileException _) {
      // A collection at this moment took it.
    }
  }
}

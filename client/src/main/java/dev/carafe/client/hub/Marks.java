package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// How far each range of a file has come: the file's size, the length of a range, and a number of
/// bytes for each, in a file beside it. Threads share it, each with ranges of its own.
final class Marks {
  private static final int HEAD = 2;

  private final long size;
  private final long length;
  private final long[] come;

  private Marks(long size, long length, long[] come) {
    this.size = size;
    this.length = length;
    this.come = come;
  }

  /// Of a file whose first bytes are there.
  static Marks of(long size, long length, long there) {
    long[] come = new long[Math.toIntExact(Math.ceilDiv(size, length))];
    for (int i = 0; i < come.length; i++) {
      long end = Math.min(size, (i + 1) * length);
      come[i] = Math.clamp(there - i * length, 0, end - i * length);
    }
    return new Marks(size, length, come);
  }

  static Path beside(Path part) {
    return part.resolveSibling(part.getFileName() + ".ranges");
  }

  /// Those of a file, unless there are none, or they say what cannot be.
  static Optional<Marks> read(Path part) throws IOException {
    Path file = beside(part);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    LongBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
    if (numbers.remaining() <= HEAD) {
      return Optional.empty();
    }
    long size = numbers.get();
    long length = numbers.get();
    long[] come = new long[numbers.remaining()];
    numbers.get(come);
    boolean countIsRight = size > 0 && length > 0 && Math.ceilDiv(size, length) == come.length;
    return Optional.of(new Marks(size, length, come))
        .filter(marks -> countIsRight && marks.areWithin(part.toFile().length()));
  }

  private boolean areWithin(long fileSize) {
    for (int i = 0; i < come.length; i++) {
      boolean within = come[i] >= 0 && come[i] <= end(i) - i * length;
      if (!within || (come[i] > 0 && start(i) > fileSize)) {
        return false;
      }
    }
    return true;
  }

  boolean areFor(long otherSize, long otherLength) {
    return size == otherSize && length == otherLength;
  }

  int count() {
    return come.length;
  }

  /// What of a range is still missing.
  Span rest(int i) {
    return new Span(start(i), end(i));
  }

  private long start(int i) {
    return i * length + come[i];
  }

  private long end(int i) {
    return Math.min(size, (i + 1) * length);
  }

  long total() {
    return Arrays.stream(come).sum();
  }

  /// How many of the file's first bytes are there without a gap.
  long prefix() {
    long prefix = 0;
    for (int i = 0; i < come.length && prefix == i * length; i++) {
      prefix += come[i];
    }
    return prefix;
  }

  void add(int i, int bytes, FileChannel to) throws IOException {
    come[i] += bytes;
    write(to, HEAD + i, come[i]);
  }

  void writeAll(FileChannel to) throws IOException {
    write(to, 0, size, length);
    write(to, HEAD, come);
  }

  private static void write(FileChannel to, int at, long... numbers) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES);
    buffer.asLongBuffer().put(numbers);
    for (long place = (long) at * Long.BYTES; buffer.hasRemaining(); ) {
      place += to.write(buffer, place);
    }
  }
}

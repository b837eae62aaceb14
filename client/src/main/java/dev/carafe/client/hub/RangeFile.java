package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A file that gathers in ranges, with [Marks] beside it, so that the next run goes on where each
/// range stopped. Threads share it, each with ranges of its own.
final class RangeFile implements AutoCloseable {
  private final Marks marks;
  private final FileChannel kept;
  private final FileChannel bytes;

  private RangeFile(Marks marks, FileChannel kept, FileChannel bytes) {
    this.marks = marks;
    this.kept = kept;
    this.bytes = bytes;
  }

  /// Goes on with what is there of a file; what came in one stream is taken for its start.
  static RangeFile open(Path part, long size, long length) throws IOException {
    Optional<Marks> before = Marks.read(part).filter(marks -> marks.areFor(size, length));
    if (before.isEmpty() && (Files.exists(Marks.beside(part)) || length(part) > size)) {
      delete(part);
    }
    Marks marks = before.orElse(Marks.of(size, length, length(part)));
    FileChannel kept = channel(Marks.beside(part));
    try {
      marks.writeAll(kept);
      return new RangeFile(marks, kept, channel(part));
    } catch (IOException e) {
      kept.close();
      throw e;
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static long length(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /// How much is there of a file, whether it gathers in ranges or not.
  static long there(Path part) throws IOException {
    long length = length(part);
    return Marks.read(part).map(Marks::total).orElse(length);
  }

  /// The ranges of which something is missing.
  List<Integer> missing() {
    return IntStream.range(0, marks.count())
        .filter(i -> marks.rest(i).length() > 0)
        .boxed()
        .toList();
  }

  /// What of a range is missing.
  Span rest(int range) {
    return marks.rest(range);
  }

  /// The next bytes of a range.
  void write(int range, byte[] next, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(next, 0, count);
    for (long place = marks.rest(range).from(); buffer.hasRemaining(); ) {
      place += bytes.write(buffer, place);
    }
    marks.add(range, count, kept);
  }

  /// From now on it gathers in one stream, after the bytes before the first gap.
  static void join(Path part) throws IOException {
    Optional<Marks> marks = Marks.read(part);
    if (marks.isPresent() && Files.exists(part)) {
      try (FileChannel bytes = channel(part)) {
        bytes.truncate(marks.get().prefix());
      }
    } else if (Files.exists(Marks.beside(part))) {
      Files.deleteIfExists(part); // nobody knows where its gaps are
    }
    Files.deleteIfExists(Marks.beside(part));
  }

  static void delete(Path part) throws IOException {
    Files.deleteIfExists(part); // the marks last: alone they are not believed
    Files.deleteIfExists(Marks.beside(part));
  }

  @Override
  public void close() throws IOException {
    try (kept) {
      bytes.close();
    }
  }
}

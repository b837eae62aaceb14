package dev.carafe.volumes.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Gives room back that a file takes for zeros alone: it reads the same, and is sparse. Where that
/// cannot be done, the file stays as it is.
final class Holes implements AutoCloseable {
  private final Optional<NativeFile> file;
  private final ByteBuffer zeros;

  private Holes(Optional<NativeFile> file, int most) {
    this.file = file;
    this.zeros = ByteBuffer.allocate(most);
  }

  /// In a file that exists, for parts of at most so many bytes. It must be closed.
  static Holes in(Path file, int most) {
    return new Holes(NativeFile.write(file), most);
  }

  /// Makes a hole of a part of the file whose bytes are these, if they are zeros.
  void punch(long at, ByteBuffer bytes) {
    int count = bytes.remaining();
    if (file.isPresent() && bytes.mismatch(zeros.limit(count)) < 0) {
      file.get().punch(at, count);
    }
  }

  @Override
  public void close() {
    file.ifPresent(NativeFile::close);
  }
}

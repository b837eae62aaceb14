package dev.carafe.volumes.content;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Gives room back that a file takes for zeros alone (`fallocate(2)`, which the JDK has not): it
/// reads the same, and is sparse. Where that cannot be done, the file stays as it is.
final class Holes implements AutoCloseable {
  private static final int READ_WRITE = 2;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int PUNCH_HOLE_KEEP_SIZE = 3;
  private static final Optional<Calls> CALLS = Calls.find();

  private final int file;

  private Holes(int file) {
    this.file = file;
  }

  /// In a file that exists. It must be closed.
  static Holes in(Path file) {
    return new Holes(CALLS.map(calls -> calls.open(file)).orElse(-1));
  }

  /// Makes a hole of a part of the file whose bytes are these, if they are zeros.
  void punch(long at, ByteBuffer bytes, ByteBuffer zeros) {
    if (file >= 0 && bytes.mismatch(zeros.limit(bytes.remaining())) < 0) {
      CALLS.ifPresent(calls -> calls.punch(file, at, bytes.remaining()));
    }
  }

  @Override
  public void close() {
    if (file >= 0) {
      CALLS.ifPresent(calls -> calls.close(file));
    }
  }

  private record Calls(MethodHandle openCall, MethodHandle fallocate, MethodHandle closeCall) {

    @SuppressWarnings("restricted")
    static Optional<Calls> find() {
      try {
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        return Optional.of(
            new Calls(
                linker.downcallHandle(
                    libc.findOrThrow("open"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(
                    libc.findOrThrow("fallocate"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG)),
                linker.downcallHandle(
                    libc.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT))));
      } catch (RuntimeException _) {
        return Optional.empty(); // no such call, or native access is not granted
      }
    }

    int open(Path file) {
      try (Arena arena = Arena.ofConfined()) {
        return (int)
            openCall.invokeExact(arena.allocateFrom(file.toString()), READ_WRITE | CLOSE_ON_EXEC);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    /// Whether it worked changes nothing for whoever reads the file.
    void punch(int file, long at, long bytes) {
      try {
        int _ = (int) fallocate.invokeExact(file, PUNCH_HOLE_KEEP_SIZE, at, bytes);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    void close(int file) {
      try {
        int _ = (int) closeCall.invokeExact(file);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

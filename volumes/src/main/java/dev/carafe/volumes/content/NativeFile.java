package dev.carafe.volumes.content;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// An open file or directory, for what the JDK has no words for: `syncfs(2)`, and holes by
/// `fallocate(2)`. It must be closed.
final class NativeFile implements AutoCloseable {
  private static final int READ_WRITE = 2;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int PUNCH_HOLE_KEEP_SIZE = 3;
  private static final Optional<Calls> CALLS = Calls.find();

  private final Calls calls;
  private final int descriptor;

  private NativeFile(Calls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /// Whether there are such calls, and native access is granted.
  static boolean supported() {
    return CALLS.isPresent();
  }

  /// To read; empty where it cannot be opened.
  static Optional<NativeFile> read(Path path) {
    return open(path, CLOSE_ON_EXEC);
  }

  /// To read and write; empty where it cannot be opened, or is reached by a link in its last name.
  static Optional<NativeFile> write(Path path) {
    Optional<NativeFile> opened = open(path, READ_WRITE | CLOSE_ON_EXEC);
    if (opened.isPresent() && !opened.get().isAt(path)) {
      opened.get().close();
      return Optional.empty();
    }
    return opened;
  }

  private static Optional<NativeFile> open(Path path, int flags) {
    return CALLS.flatMap(
        calls -> {
          int descriptor = calls.open(path, flags);
          return descriptor < 0 ? Optional.empty() : Optional.of(new NativeFile(calls, descriptor));
        });
  }

  /// `O_NOFOLLOW` has another number on each kind of machine.
  private boolean isAt(Path path) {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Path name = Objects.requireNonNull(path.getFileName());
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
          .equals(folder.toRealPath().resolve(name));
    } catch (IOException _) {
      return false;
    }
  }

  /// Puts all that was written to its file system on the disk.
  void syncFileSystem() throws IOException {
    if (calls.syncfs(descriptor) != 0) {
      throw new IOException("syncfs failed");
    }
  }

  /// Gives the room of a part back, which reads as zeros then. Where the file system cannot, the
  /// file stays as it is.
  void punch(long at, long bytes) {
    int _ = calls.punch(descriptor, at, bytes);
  }

  @Override
  public void close() {
    int _ = calls.close(descriptor);
  }

  private record Calls(
      MethodHandle openCall, MethodHandle syncfs, MethodHandle fallocate, MethodHandle closeCall) {

    @SuppressWarnings("restricted")
    static Optional<Calls> find() {
      try {
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        FunctionDescriptor ofDescriptor = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
        return Optional.of(
            new Calls(
                linker.downcallHandle(
                    libc.findOrThrow("open"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(libc.findOrThrow("syncfs"), ofDescriptor),
                linker.downcallHandle(
                    libc.findOrThrow("fallocate"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG)),
                linker.downcallHandle(libc.findOrThrow("close"), ofDescriptor)));
      } catch (RuntimeException _) {
        return Optional.empty();
      }
    }

    int open(Path file, int flags) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment path = arena.allocateFrom(file.toString());
        return (int) openCall.invokeExact(path, flags);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    int syncfs(int descriptor) {
      try {
        return (int) syncfs.invokeExact(descriptor);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    int punch(int descriptor, long at, long bytes) {
      try {
        return (int) fallocate.invokeExact(descriptor, PUNCH_HOLE_KEEP_SIZE, at, bytes);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    int close(int descriptor) {
      try {
        return (int) closeCall.invokeExact(descriptor);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.carafe.volumes.content;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/// Puts written files on the disk: each by itself when they are few, else the whole file system at
/// once, which is several times faster for many small files.
final class Durable {
  private static final int FEW = 16;
  private static final Optional<Syncfs> SYNCFS = Syncfs.find();

  private Durable() {}

  static void sync(Collection<Path> files, Path directory) throws IOException {
    if (files.size() <= FEW || SYNCFS.isEmpty()) {
      for (Path file : files) {
        sync(file);
      }
    } else {
      SYNCFS.get().sync(directory);
    }
  }

  /// A file's bytes, or a directory's names.
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// `syncfs(2)`, which the JDK has not.
  private record Syncfs(MethodHandle open, MethodHandle syncfs, MethodHandle close) {

    @SuppressWarnings("restricted")
    static Optional<Syncfs> find() {
      try {
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        return Optional.of(
            new Syncfs(
                linker.downcallHandle(
                    libc.findOrThrow("open"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(
                    libc.findOrThrow("syncfs"), FunctionDescriptor.of(JAVA_INT, JAVA_INT)),
                linker.downcallHandle(
                    libc.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT))));
      } catch (RuntimeException _) {
        // No such call, or native access is not granted: each file is synced by itself.
        return Optional.empty();
      }
    }

    void sync(Path directory) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment path = arena.allocateFrom(directory.toString());
        int fd = (int) open.invokeExact(path, 0);
        if (fd < 0) {
          throw new IOException("cannot open " + directory);
        }
        int result = (int) syncfs.invokeExact(fd);
        int closed = (int) close.invokeExact(fd);
        if (result != 0 || closed != 0) {
          throw new IOException("syncfs of the file system of " + directory + " failed");
        }
      } catch (IOException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IOException("syncfs could not be called", e);
      }
    }
  }
}

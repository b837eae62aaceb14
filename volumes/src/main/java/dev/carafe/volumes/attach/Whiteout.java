package dev.carafe.volumes.attach;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The overlay's mark for a name that is gone: a character device 0:0, which any user may make.
final class Whiteout {
  private static final int CHARACTER_DEVICE = 0020000;

  private Whiteout() {}

  static void create(Path path) throws IOException {
    int result;
    try (Arena arena = Arena.ofConfined()) {
      result = (int) mknod().invokeExact(arena.allocateFrom(path.toString()), CHARACTER_DEVICE, 0L);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("mknod could not be called", e);
    }
    if (result != 0) {
      throw new IOException(
          "a whiteout could not be made at %s%s"
              .formatted(path, Files.exists(path) ? ", where there is something" : ""));
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle mknod() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("mknod"),
        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG));
  }
}

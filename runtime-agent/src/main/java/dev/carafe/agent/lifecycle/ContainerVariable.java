package dev.carafe.agent.lifecycle;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The variable that names this container, for one that had another name when it was started. The
/// JDK takes its environment from the C library when it is first asked for it: nobody may have read
/// a variable before.
public final class ContainerVariable {
  private static final String NAME = "CARAFE_CONTAINER_ID";
  private static final MethodHandle SETENV = setenv();

  private ContainerVariable() {}

  @SuppressWarnings("restricted") // containers are started with native access
  private static MethodHandle setenv() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("setenv"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  /// Loads what [#set] needs.
  public static void prepare() {
    set("");
  }

  /// In this process, and in those that it starts.
  public static void set(String container) {
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int) SETENV.invokeExact(arena.allocateFrom(NAME), arena.allocateFrom(container), 1);
      if (failed != 0) {
        throw new IllegalStateException("the C library did not set " + NAME);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}

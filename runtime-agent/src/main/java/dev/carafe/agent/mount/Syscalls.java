package dev.carafe.agent.mount;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Calls of the Linux kernel for which the JDK has no words. Their numbers are the same on all
/// 64-bit machines.
final class Syscalls {
  static final int MOVE_MOUNT = 429;
  static final int FSOPEN = 430;
  static final int FSCONFIG = 431;
  static final int FSMOUNT = 432;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle UMOUNT =
      handle(
          "umount2",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Syscalls() {}

  @SuppressWarnings("restricted") // containers are started with native access
  private static MethodHandle handle(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }

  /// The result of the call, or minus the error number.
  static long call(Arena arena, int number, long a, long b, long c, long d, long e) {
    MemorySegment state = arena.allocate(STATE);
    try {
      long result = (long) SYSCALL.invokeExact(state, (long) number, a, b, c, d, e);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  static int umount(Arena arena, String path, int flags) {
    MemorySegment state = arena.allocate(STATE);
    try {
      int result = (int) UMOUNT.invokeExact(state, arena.allocateFrom(path), flags);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  static void close(Arena arena, long fd) {
    MemorySegment state = arena.allocate(STATE);
    try {
      int _ = (int) CLOSE.invokeExact(state, (int) fd);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}

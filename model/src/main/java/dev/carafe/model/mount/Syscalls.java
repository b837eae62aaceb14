package dev.carafe.model.mount;

import java.io.IOException;
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

  private static final int READ_CLOEXEC = 0x80000;
  private static final int CLONE_FS = 0x200;
  private static final int CLONE_NEWNS = 0x20000;

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
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle UNSHARE =
      handle("unshare", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle SETNS =
      handle(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Syscalls() {}

  @SuppressWarnings("restricted") // servers and containers are started with native access
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

  static long umount(Arena arena, MemorySegment path, int flags) {
    return number(arena, state -> (int) UMOUNT.invokeExact(state, path, flags));
  }

  /// A descriptor for reading.
  static long open(Arena arena, String path) {
    MemorySegment name = arena.allocateFrom(path);
    return number(arena, state -> (int) OPEN.invokeExact(state, name, READ_CLOEXEC));
  }

  static long close(Arena arena, long fd) {
    return number(arena, state -> (int) CLOSE.invokeExact(state, (int) fd));
  }

  /// The calling thread gets a root and a working directory of its own.
  static long unshareRoot(Arena arena) {
    return number(arena, state -> (int) UNSHARE.invokeExact(state, CLONE_FS));
  }

  /// The calling thread sees the mounts of another namespace, from its root.
  static long enterMounts(Arena arena, long namespace) {
    return number(arena, state -> (int) SETNS.invokeExact(state, (int) namespace, CLONE_NEWNS));
  }

  /// The result of a call that went well.
  static long check(String what, long result) throws IOException {
    if (result < 0) {
      throw new IOException("%s failed, error number %d of the kernel".formatted(what, -result));
    }
    return result;
  }

  private interface Call {
    int now(MemorySegment state) throws Throwable;
  }

  private static long number(Arena arena, Call call) {
    MemorySegment state = arena.allocate(STATE);
    try {
      int result = call.now(state);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}

package dev.carafe.agent.mount;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// Puts another overlay in the place of a mounted Volume. Where the kernel can (6.5 and later) the
/// new one goes beneath the old, which is then taken away: at every moment the path shows the old
/// view or the new one. On older kernels it goes on top, and the old one stays hidden below.
final class Overlay {
  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int CREATE = 6;
  private static final int CLOEXEC = 1;
  private static final int READ_ONLY = 1;
  private static final long HERE = -100;
  private static final int EMPTY_PATH = 4;
  private static final int BENEATH = 0x200;
  private static final int DETACH = 2;

  private Overlay() {}

  static void replace(Path at, LayerLinks layers, boolean readOnly) {
    try (Arena arena = Arena.ofConfined()) {
      long context = open(arena);
      try {
        set(arena, context, "lowerdir", layers.lower(readOnly));
        if (!readOnly) {
          set(arena, context, "upperdir", layers.upper());
          set(arena, context, "workdir", layers.work());
        }
        flag(arena, context, "userxattr");
        check(
            "making the overlay",
            Syscalls.call(arena, Syscalls.FSCONFIG, context, CREATE, 0, 0, 0));
        long mount =
            check(
                "making the mount",
                Syscalls.call(
                    arena, Syscalls.FSMOUNT, context, CLOEXEC, readOnly ? READ_ONLY : 0, 0, 0));
        try {
          place(arena, mount, at);
        } finally {
          Syscalls.close(arena, mount);
        }
      } finally {
        Syscalls.close(arena, context);
      }
    }
  }

  private static long open(Arena arena) {
    long name = arena.allocateFrom("overlay").address();
    return check(
        "opening an overlay", Syscalls.call(arena, Syscalls.FSOPEN, name, CLOEXEC, 0, 0, 0));
  }

  private static void set(Arena arena, long context, String key, String value) {
    long keyAt = arena.allocateFrom(key).address();
    long valueAt = arena.allocateFrom(value).address();
    check(
        "setting %s=%s".formatted(key, value),
        Syscalls.call(arena, Syscalls.FSCONFIG, context, SET_STRING, keyAt, valueAt, 0));
  }

  private static void flag(Arena arena, long context, String key) {
    long keyAt = arena.allocateFrom(key).address();
    check(
        "setting " + key, Syscalls.call(arena, Syscalls.FSCONFIG, context, SET_FLAG, keyAt, 0, 0));
  }

  private static void place(Arena arena, long mount, Path at) {
    if (move(arena, mount, at, BENEATH) == 0) {
      check("taking away the old view", Syscalls.umount(arena, at.toString(), DETACH));
    } else {
      check("mounting the new view", move(arena, mount, at, 0));
    }
  }

  private static long move(Arena arena, long mount, Path at, int flags) {
    long empty = arena.allocateFrom("").address();
    long path = arena.allocateFrom(at.toString()).address();
    return Syscalls.call(arena, Syscalls.MOVE_MOUNT, mount, empty, HERE, path, EMPTY_PATH | flags);
  }

  private static long check(String what, long result) {
    if (result < 0) {
      throw new IllegalStateException(
          "%s failed, error number %d of the kernel".formatted(what, -result));
    }
    return result;
  }
}

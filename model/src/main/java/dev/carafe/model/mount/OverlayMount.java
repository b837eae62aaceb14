package dev.carafe.model.mount;

import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// The overlay of a Volume's view, mounted nowhere yet; it can take the place of another one. Where
/// the kernel can (6.5 and later) it goes beneath the old one, which is then taken away: at every
/// moment the path shows the old view or the new one. On older kernels it goes on top, and the old
/// one stays hidden below. Whatever fails throws an [IOException] with the kernel's error number.
public final class OverlayMount implements AutoCloseable {
  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int CREATE = 6;
  private static final int CLOEXEC = 1;
  private static final int READ_ONLY = 1;
  private static final long HERE = -100;
  private static final int EMPTY_PATH = 4;
  private static final int BENEATH = 0x200;
  private static final int DETACH = 2;
  private static final long NOTHING = -1;
  private static final String PLACING = "putting the new view in place of the old one";

  private final long mount;

  private OverlayMount(long mount) {
    this.mount = mount;
  }

  /// Paths of the view are those of the calling process.
  public static OverlayMount of(VolumeAttachment view) throws IOException {
    try (Arena arena = Arena.ofConfined();
        OpenLayers layers = new OpenLayers(arena)) {
      VolumeAttachment named = layers.named(view);
      long context = open(arena);
      try {
        set(arena, context, "lowerdir", named.lower());
        if (!view.readOnly()) {
          set(arena, context, "upperdir", named.upper().toString());
          set(arena, context, "workdir", named.work().toString());
        }
        flag(arena, context, "userxattr");
        Syscalls.check(
            "making the overlay",
            Syscalls.call(arena, Syscalls.FSCONFIG, context, CREATE, 0, 0, 0));
        int attributes = view.readOnly() ? READ_ONLY : 0;
        return new OverlayMount(
            Syscalls.check(
                "making the mount",
                Syscalls.call(arena, Syscalls.FSMOUNT, context, CLOEXEC, attributes, 0, 0)));
      } finally {
        Syscalls.close(arena, context);
      }
    }
  }

  private static long open(Arena arena) throws IOException {
    long name = arena.allocateFrom("overlay").address();
    return Syscalls.check(
        "opening an overlay", Syscalls.call(arena, Syscalls.FSOPEN, name, CLOEXEC, 0, 0, 0));
  }

  private static void set(Arena arena, long context, String key, String value) throws IOException {
    long keyAt = arena.allocateFrom(key).address();
    long valueAt = arena.allocateFrom(value).address();
    Syscalls.check(
        "setting %s=%s".formatted(key, value),
        Syscalls.call(arena, Syscalls.FSCONFIG, context, SET_STRING, keyAt, valueAt, 0));
  }

  private static void flag(Arena arena, long context, String key) throws IOException {
    long keyAt = arena.allocateFrom(key).address();
    Syscalls.check(
        "setting " + key, Syscalls.call(arena, Syscalls.FSCONFIG, context, SET_FLAG, keyAt, 0, 0));
  }

  /// In place of what is mounted at a path, as the calling thread sees it.
  public void replace(Path at) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Syscalls.check(PLACING, place(arena, mount, arena.allocateFrom(at.toString())));
    }
  }

  /// The same, as the processes of another mount namespace see it.
  public void replace(Path at, MountNamespace there) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment path = arena.allocateFrom(at.toString());
      long _ = place(arena, NOTHING, arena.allocateFrom("")); // loads what runs over there
      Syscalls.check(PLACING, there.run(() -> place(arena, mount, path)));
    }
  }

  private static long place(Arena arena, long mount, MemorySegment at) {
    if (move(arena, mount, at, BENEATH) == 0) {
      return Syscalls.umount(arena, at, DETACH);
    }
    return move(arena, mount, at, 0);
  }

  private static long move(Arena arena, long mount, MemorySegment at, int flags) {
    long empty = arena.allocateFrom("").address();
    return Syscalls.call(
        arena, Syscalls.MOVE_MOUNT, mount, empty, HERE, at.address(), EMPTY_PATH | flags);
  }

  @Override
  public void close() {
    try (Arena arena = Arena.ofConfined()) {
      Syscalls.close(arena, mount);
    }
  }
}

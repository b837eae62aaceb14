package dev.carafe.model.mount;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/// The mounts that a running process sees. It stays what it is, even if the process ends and
/// another one gets its number. To enter it takes root.
public final class MountNamespace implements AutoCloseable {
  private static final Path OURS = Path.of("/proc/thread-self/ns/mnt");

  private final long there;

  private MountNamespace(long there) {
    this.there = there;
  }

  /// Of a process of this host, which is not to see the same mounts as the caller.
  public static MountNamespace of(long pid) throws IOException {
    Path link = Path.of("/proc", Long.toString(pid), "ns/mnt");
    if (Files.readSymbolicLink(link).equals(Files.readSymbolicLink(OURS))) {
      throw new IOException("process %d has no mounts of its own".formatted(pid));
    }
    return new MountNamespace(open(link));
  }

  private static long open(Path link) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return Syscalls.check("opening " + link, Syscalls.open(arena, link.toString()));
    }
  }

  /// What a few calls of the kernel answer over there. They run on a thread of their own, which
  /// alone enters; all classes they need must be loaded.
  long run(LongSupplier calls) throws IOException {
    long here = open(OURS);
    try (Arena arena = Arena.ofShared()) {
      var visit = new FutureTask<>(() -> visit(arena, here, calls));
      Thread.ofPlatform().name("mount-namespace").daemon().start(visit);
      return result(visit);
    } finally {
      close(here);
    }
  }

  /// A few kernel calls are not worth being interrupted, and use memory of the caller.
  private static long result(FutureTask<Long> visit) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return visit.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long visit(Arena arena, long here, LongSupplier calls) throws IOException {
    Syscalls.check("parting from the root directory", Syscalls.unshareRoot(arena));
    Syscalls.check("coming from the own mount namespace", Syscalls.enterMounts(arena, here));
    Syscalls.check("entering a mount namespace", Syscalls.enterMounts(arena, there));
    long result;
    try {
      result = calls.getAsLong();
    } finally {
      long _ = Syscalls.enterMounts(arena, here);
    }
    return result;
  }

  @Override
  public void close() {
    close(there);
  }

  private static void close(long descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      long _ = Syscalls.close(arena, descriptor);
    }
  }
}

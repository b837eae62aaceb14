package dev.carafe.benchmarks.apps;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Concurrent;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.Parameter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/// Deployed from this file, as a user would.
@App("bench")
public final class Bench {
  private Bench() {}

  /// Gives back what it gets: all that is measured is the way there and back.
  @Cls(maxContainers = 1, scaledownWindow = "5m")
  @Concurrent(max = 64, target = 64)
  public static class Echo {
    @Method
    public byte[] echo(byte[] bytes) {
      return bytes;
    }
  }

  /// The same for a map, whose inputs come by the hundred.
  @Cls(maxContainers = 1, scaledownWindow = "5m")
  @Concurrent(max = 256, target = 256)
  public static class Many {
    @Method
    public byte[] echo(byte[] bytes) {
      return bytes;
    }
  }

  /// A trivial class, also as a program of its own. Each `run` is a pool, empty at first.
  @Cls(scaledownWindow = "2s")
  public static class Hello {
    @Parameter public String run = "";

    @Method
    public String hello(String name) {
      return "Hello " + name;
    }

    public static void main(String[] args) {
      System.out.println(new Hello().hello(args[0]));
    }
  }

  /// Reads files in a container, and says how long each read took.
  @Cls(
      maxContainers = 1,
      timeout = "120s",
      volumes = @Mount(volume = "bench-read", path = "/bench-read", readOnly = true))
  public static class Reader {
    private static final int CHUNK = 1 << 20;

    /// Reads the two files in turns; the nanoseconds of the first file's reads at even places, of
    /// the second's at odd ones.
    @Method
    public long[] buffered(String first, String second, int rounds) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      long[] nanos = new long[2 * rounds];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = read(Path.of(i % 2 == 0 ? first : second), buffer);
      }
      return nanos;
    }

    private static long read(Path file, ByteBuffer buffer) throws IOException {
      long start = System.nanoTime();
      try (FileChannel channel = FileChannel.open(file)) {
        while (channel.read(buffer.clear()) >= 0) {
          // what was read is not looked at
        }
      }
      return System.nanoTime() - start;
    }

    /// As [#buffered], through mapped memory, a word of each page.
    @Method
    public long[] mapped(String first, String second, int rounds) throws IOException {
      long[] nanos = new long[2 * rounds];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = touch(Path.of(i % 2 == 0 ? first : second));
      }
      return nanos;
    }

    private static long touch(Path file) throws IOException {
      long start = System.nanoTime();
      long sum = 0;
      try (FileChannel channel = FileChannel.open(file);
          Arena arena = Arena.ofConfined()) {
        MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        for (long at = 0; at < all.byteSize(); at += 64) {
          sum += all.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        }
      }
      long took = System.nanoTime() - start;
      return sum == 0 ? -took : took; // the sum is used, so that the reads are not optimised away
    }
  }
}

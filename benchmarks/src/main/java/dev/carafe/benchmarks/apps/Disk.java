package dev.carafe.benchmarks.apps;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.annotations.Parameter;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// What containers do with the Volumes they mount, and how long that takes them.
@App("bench-disk")
public final class Disk {
  private static final int CHUNK = 1 << 20;

  private Disk() {}

  /// Follows a Volume of few files that others write.
  @Cls(
      maxContainers = 1,
      scaledownWindow = "5m",
      volumes = @Mount(volume = "bench-few-files", path = "/few", readOnly = true))
  public static class FewFollower {
    /// The nanoseconds of one reload.
    @Method
    public long reload() {
      return reloaded("bench-few-files");
    }
  }

  /// Follows a Volume of many files.
  @Cls(
      maxContainers = 1,
      scaledownWindow = "5m",
      volumes = @Mount(volume = "bench-many-files", path = "/many", readOnly = true))
  public static class ManyFollower {
    /// As [FewFollower#reload].
    @Method
    public long reload() {
      return reloaded("bench-many-files");
    }
  }

  private static long reloaded(String name) {
    long start = System.nanoTime();
    Volume.mounted(name).reload();
    return System.nanoTime() - start;
  }

  /// Changes one file of a Volume of few files.
  @Cls(
      maxContainers = 1,
      scaledownWindow = "5m",
      volumes = @Mount(volume = "bench-few-files", path = "/few"))
  public static class FewWriter {
    /// The nanoseconds of a commit after one mebibyte was written.
    @Method
    public long commit() throws IOException {
      return committed("bench-few-files");
    }
  }

  /// Changes one file of a Volume of many files.
  @Cls(
      maxContainers = 1,
      scaledownWindow = "5m",
      volumes = @Mount(volume = "bench-many-files", path = "/many"))
  public static class ManyWriter {
    /// As [FewWriter#commit].
    @Method
    public long commit() throws IOException {
      return committed("bench-many-files");
    }
  }

  private static long committed(String name) throws IOException {
    Path folder = Volume.mounted(name).path();
    byte[] bytes = new byte[CHUNK];
    new Random().nextBytes(bytes);
    try (FileChannel out =
        FileChannel.open(
            folder.resolve("changed.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(bytes));
    }
    long start = System.nanoTime();
    Volume.mounted(name).commit();
    return System.nanoTime() - start;
  }

  /// Trivial but for the few files that it mounts. Each `run` is a pool, empty at first.
  @Cls(scaledownWindow = "2s", volumes = @Mount(volume = "bench-few-files", path = "/few"))
  public static class WithFew {
    @Parameter public String run = "";

    @Method
    public String hello(String name) {
      return "Hello " + name;
    }
  }

  /// The same with many files.
  @Cls(scaledownWindow = "2s", volumes = @Mount(volume = "bench-many-files", path = "/many"))
  public static class WithMany {
    @Parameter public String run = "";

    @Method
    public String hello(String name) {
      return "Hello " + name;
    }
  }

  /// Reads a file to its end. Each `copy` is a container of its own.
  @Cls(
      maxContainers = 1,
      scaledownWindow = "5m",
      volumes = @Mount(volume = "bench-shared", path = "/shared", readOnly = true))
  public static class Sharer {
    @Parameter public String copy = "";

    /// The nanoseconds of one read.
    @Method
    public long read(String file) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      long start = System.nanoTime();
      try (FileChannel channel = FileChannel.open(Path.of("/shared", file))) {
        while (channel.read(buffer.clear()) >= 0) {
          // what was read is not looked at
        }
      }
      return System.nanoTime() - start;
    }
  }

  /// Writes much, and leaves it to the end of its container to keep it.
  @Cls(
      scaledownWindow = "5m",
      timeout = "120s",
      volumes = @Mount(volume = "bench-written", path = "/written"))
  public static class Trainer {
    @Parameter public String run = "";

    /// Fills a file with bytes that nobody has stored.
    @Method
    public void write(String name, long size) throws IOException {
      byte[] bytes = new byte[CHUNK];
      new Random().nextBytes(bytes);
      try (RandomAccessFile file = new RandomAccessFile(Path.of("/written", name).toFile(), "rw")) {
        for (long at = 0; at < size; at += CHUNK) {
          ByteBuffer.wrap(bytes).putLong(0, at);
          file.write(bytes);
        }
      }
    }
  }
}

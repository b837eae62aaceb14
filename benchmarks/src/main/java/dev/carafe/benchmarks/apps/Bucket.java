package dev.carafe.benchmarks.apps;

import dev.carafe.annotations.App;
import dev.carafe.annotations.BucketMount;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Reads what lies in a bucket where it is.
@App("bench-bucket")
public final class Bucket {
  public static final int PORT = 9491;
  public static final String ENDPOINT = "http://127.0.0.1:" + PORT;
  public static final String NAME = "bench";
  public static final String SECRET = "bench-bucket";
  private static final int CHUNK = 1 << 20;

  private Bucket() {}

  /// Reads a file to its end. Each `run` is a container with a mount of its own, of which nothing
  /// is in the page cache.
  @Cls(
      scaledownWindow = "5m",
      timeout = "120s",
      buckets =
          @BucketMount(
              path = "/weights",
              bucket = "s3://" + NAME + "/weights/",
              endpoint = ENDPOINT,
              secret = SECRET,
              pathStyle = true))
  public static class Reader {
    @Parameter public String run = "";

    /// The nanoseconds of one read.
    @Method
    public long read(String file) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      long start = System.nanoTime();
      try (FileChannel channel = FileChannel.open(Path.of("/weights", file))) {
        while (channel.read(buffer.clear()) >= 0) {
          // what was read is not looked at
        }
      }
      return System.nanoTime() - start;
    }
  }
}

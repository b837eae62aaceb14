package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Random;

/// `carafe volume put` of a new file of 1 GiB, against reading it for its SHA-256 and copying it to
/// the disk; then the same put again, which reads nothing, and with `--rehash`, which sends
/// nothing.
final class VolumePut {
  private static final long SIZE = 1L << 30;
  private static final int CHUNK = 1 << 20;
  private static final String VOLUME = "bench-put";

  private final RunningServer server;
  private final Path file;
  private final Path copy;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private long round;

  private VolumePut(RunningServer server, Path folder) {
    this.server = server;
    this.file = folder.resolve("weights.bin");
    this.copy = folder.resolve("copy.bin");
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      new VolumePut(server, Checkout.folder("put")).measure();
    }
  }

  private void measure() throws Exception {
    fill();
    server.command("volume", "create", VOLUME);
    Interleaved first = Interleaved.run(1, 6, this::hashAndCopy, this::putChanged);
    new Figure(
            "`volume put` of 1 GiB, new",
            "SHA-256 + copy + fsync",
            Figure.Unit.SECONDS,
            first,
            new Figure.Goal.AtMost(1.5))
        .report();
    Thread.sleep(3_000); // until the file is old enough to be remembered
    var _ = put();
    long before = stored();
    again("`volume put` of 1 GiB, again", new Figure.Goal.None(), this::put);
    again("`volume put --rehash` of 1 GiB, again", new Figure.Goal.None(), this::rehash);
    System.out.printf("stored by these: %,d bytes%n", stored() - before);
  }

  private void again(String name, Figure.Goal goal, Interleaved.Timed put) throws Exception {
    Interleaved times = Interleaved.run(1, 6, this::hash, put);
    new Figure(name, "SHA-256", Figure.Unit.SECONDS, times, goal).report();
  }

  private long rehash() throws Exception {
    return server.command("volume", "put", "--force", "--rehash", VOLUME, file.toString());
  }

  private void fill() throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[CHUNK];
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long at = 0; at < SIZE; at += CHUNK) {
        random.nextBytes(bytes);
        out.write(ByteBuffer.wrap(bytes));
      }
    }
  }

  /// Makes it another file, all over, as far as anyone who keeps parts can tell.
  private void change() throws IOException {
    round++;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer all = channel.map(MapMode.READ_WRITE, 0, SIZE);
      for (int at = 0; at < SIZE; at += CHUNK) {
        all.putLong(at, round);
      }
      channel.force(true);
    }
  }

  private long hashAndCopy() throws Exception {
    change();
    Files.deleteIfExists(copy);
    return Interleaved.nanosOf(
        () -> {
          hash(file);
          Files.copy(file, copy);
          try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        });
  }

  private long hash() throws Exception {
    return Interleaved.nanosOf(() -> hash(file));
  }

  private void hash(Path path) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (FileChannel in = FileChannel.open(path)) {
      while (in.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    var _ = digest.digest();
  }

  private long putChanged() throws Exception {
    change();
    return put();
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, file.toString());
  }

  private long stored() throws IOException {
    try (var files = Files.walk(server.data())) {
      return files
          .filter(f -> f.toString().contains("/blobs/") && Files.isRegularFile(f))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }
}

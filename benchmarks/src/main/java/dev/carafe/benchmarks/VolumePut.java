package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// `carafe volume put` of a new file of 1 GiB, against reading it for its SHA-256 and copying it to
/// the disk; then the same put again, which reads nothing, and with `--rehash`, which sends
/// nothing.
final class VolumePut {
  private static final Turns TURNS = new Turns(1, 6);
  private static final long SIZE = 1L << 30;
  private static final int CHUNK = 1 << 20;
  private static final String VOLUME = "bench-put";

  private final RunningServer server;
  private final Path file;
  private final Path copy;
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
    TURNS.report(
        "`volume put` of 1 GiB, new",
        "SHA-256 + copy + fsync",
        new Figure.Goal.AtMost(1.5),
        this::hashAndCopy,
        this::putChanged);
    Thread.sleep(3_000); // until the file is old enough to be remembered
    var _ = put();
    long before = server.storedBytes();
    again("`volume put` of 1 GiB, again", new Figure.Goal.None(), this::put);
    again("`volume put --rehash` of 1 GiB, again", new Figure.Goal.None(), this::rehash);
    System.out.printf("stored by these: %,d bytes%n", server.storedBytes() - before);
  }

  private void again(String name, Figure.Goal goal, Interleaved.Timed put) throws Exception {
    TURNS.report(name, "SHA-256", goal, this::hash, put);
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
          Sha256.of(file);
          Files.copy(file, copy);
          try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        });
  }

  private long hash() throws Exception {
    return Interleaved.nanosOf(() -> Sha256.of(file));
  }

  private long putChanged() throws Exception {
    change();
    return put();
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, file.toString());
  }
}

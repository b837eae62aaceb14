package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/// `carafe volume put` of 4 GiB in two files: new, against `cp -r` and a sync, and against `restic
/// backup` and `borg create` into new repositories; again, and with a part of one file changed,
/// against their second runs.
final class VolumePutLarge {
  private static final long SIZE = 2L << 30;
  private static final int CHUNK = 1 << 20;
  private static final Turns TURNS = new Turns(0, 2);

  /// In the first of them what was changed last is still read.
  private static final Turns AGAIN = new Turns(1, 3);

  private static final String VOLUME = "bench-large";
  private static final String WHAT = "`volume put` of 4 GiB in two files";

  private final RunningServer server;
  private final Path tree;
  private final List<Path> files;
  private final Rivals rivals;
  private long round;

  private VolumePutLarge(RunningServer server, Path folder) throws IOException {
    this.server = server;
    this.tree = Files.createDirectory(folder.resolve("tree"));
    this.files = List.of(tree.resolve("one.bin"), tree.resolve("two.bin"));
    this.rivals = new Rivals(folder, tree);
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      new VolumePutLarge(server, Checkout.folder("put-large")).measure();
    }
  }

  private void measure() throws Exception {
    fill();
    server.command("volume", "create", VOLUME);
    report(", new", "`cp -r` + sync", new Figure.Goal.AtMost(1.3), rivals::copy, this::putChanged);
    rivals.forget();
    if (PageCache.droppable()) {
      report(
          ", new, cold",
          "`cp -r` + sync, cold",
          new Figure.Goal.None(),
          rivals::copyCold,
          this::putCold);
      rivals.forget();
    }
    long before = server.storedBytes();
    report(
        ", 1 MiB of one changed",
        "SHA-256 of that one",
        new Figure.Goal.None(),
        () -> Interleaved.nanosOf(() -> Sha256.of(files.getFirst())),
        this::putPartChanged);
    System.out.printf("stored by these: %,d bytes%n", server.storedBytes() - before);
    if (Rivals.installed("restic")) {
      compare("restic", "`restic backup`", rivals::restic, rivals::resticAgain);
    }
    if (Rivals.installed("borg")) {
      compare("borg", "`borg create`", rivals::borg, rivals::borgAgain);
    }
  }

  private void compare(
      String rival, String floor, Interleaved.Timed first, Interleaved.Timed second)
      throws Exception {
    report(", new, and " + rival, floor, new Figure.Goal.AtMost(0.5), first, this::putChanged);
    AGAIN.report(WHAT + ", again, and " + rival, floor, new Figure.Goal.None(), second, this::put);
    report(
        ", 1 MiB of one changed, and " + rival,
        floor,
        new Figure.Goal.None(),
        () -> {
          changePart();
          return second.nanos();
        },
        this::putPartChanged);
    rivals.forget();
  }

  private static void report(
      String when, String floor, Figure.Goal goal, Interleaved.Timed rival, Interleaved.Timed put)
      throws Exception {
    TURNS.report(WHAT + when, floor, goal, rival, put);
  }

  private void fill() throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[CHUNK];
    for (Path file : files) {
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        for (long at = 0; at < SIZE; at += CHUNK) {
          random.nextBytes(bytes);
          out.write(ByteBuffer.wrap(bytes));
        }
      }
    }
  }

  /// Makes them other files, all over, as far as anyone who keeps parts can tell.
  private long putChanged() throws Exception {
    change();
    return put();
  }

  private long putCold() throws Exception {
    change();
    rivals.sync();
    PageCache.drop();
    return put();
  }

  private void change() throws IOException {
    round++;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (long at = 0; at < SIZE; at += CHUNK) {
          channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, round), at);
        }
        channel.force(true);
      }
    }
  }

  private long putPartChanged() throws Exception {
    changePart();
    return put();
  }

  private void changePart() throws IOException {
    byte[] bytes = new byte[CHUNK];
    new Random().nextBytes(bytes);
    try (FileChannel channel = FileChannel.open(files.getFirst(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), SIZE / 2);
      channel.force(true);
    }
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, tree.toString(), "/tree");
  }
}

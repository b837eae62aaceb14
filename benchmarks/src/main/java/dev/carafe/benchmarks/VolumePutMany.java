package dev.carafe.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// `carafe volume put` of a folder of 20,000 files of 2 to 16 KiB that are new, against `cp -r` and
/// a sync, and against `restic backup` and `borg create` into new repositories, without
/// compression, where those are installed; then the same put again.
final class VolumePutMany {
  private static final int FILES = 20_000;
  private static final int FOLDERS = 100;
  private static final int ROUNDS = 3;
  private static final String VOLUME = "bench-many";
  private static final String WHAT = "`volume put` of 20,000 small files";

  private final RunningServer server;
  private final Path tree;
  private final Rivals rivals;
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private long round;

  private VolumePutMany(RunningServer server, Path folder) {
    this.server = server;
    this.tree = folder.resolve("tree");
    this.rivals = new Rivals(folder, tree);
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      new VolumePutMany(server, Checkout.folder("put-many")).measure();
    }
  }

  private void measure() throws Exception {
    fill();
    server.command("volume", "create", VOLUME);
    String size = "%s, %d MB, new".formatted(WHAT, bytes / 1_000_000);
    report(size, "`cp -r` + sync", new Figure.Goal.AtMost(1.5), rivals::copy, this::putChanged);
    if (Rivals.installed("restic")) {
      report(
          size + ", and restic",
          "`restic backup`",
          new Figure.Goal.AtMost(1.1),
          rivals::restic,
          this::putChanged);
    }
    if (Rivals.installed("borg")) {
      report(
          size + ", and borg",
          "`borg create`",
          new Figure.Goal.None(),
          rivals::borg,
          this::putChanged);
    }
    Thread.sleep(3_000); // until the files are old enough to be remembered
    var _ = put();
    report(WHAT + ", again", "`cp -r` + sync", new Figure.Goal.None(), rivals::copy, this::put);
  }

  private static void report(
      String name,
      String floor,
      Figure.Goal goal,
      Interleaved.Timed floorRun,
      Interleaved.Timed run)
      throws Exception {
    Interleaved times = Interleaved.run(1, ROUNDS, floorRun, run);
    new Figure(name, floor, Figure.Unit.SECONDS, times, goal).report();
  }

  private void fill() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[2048 + random.nextInt(14 * 1024)];
      random.nextBytes(content);
      Path parent = Files.createDirectories(tree.resolve("d" + i % FOLDERS));
      files.add(Files.write(parent.resolve("f" + i), content));
      bytes += content.length;
    }
  }

  private long putChanged() throws Exception {
    round++;
    for (Path file : files) {
      try (var out = new RandomAccessFile(file.toFile(), "rw")) {
        out.writeLong(round);
      }
    }
    rivals.sync();
    return put();
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, tree.toString(), "/tree");
  }
}

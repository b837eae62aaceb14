package dev.carafe.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

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
  private final Path folder;
  private final Path tree;
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private long round;

  private VolumePutMany(RunningServer server, Path folder) {
    this.server = server;
    this.folder = folder;
    this.tree = folder.resolve("tree");
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
    report(size, "`cp -r` + sync", new Figure.Goal.AtMost(1.5), this::copy, this::putChanged);
    if (installed("restic")) {
      report(
          size + ", and restic",
          "`restic backup`",
          new Figure.Goal.AtMost(1.1),
          this::restic,
          this::putChanged);
    }
    if (installed("borg")) {
      report(
          size + ", and borg",
          "`borg create`",
          new Figure.Goal.None(),
          this::borg,
          this::putChanged);
    }
    Thread.sleep(3_000); // until the files are old enough to be remembered
    var _ = put();
    report(WHAT + ", again", "`cp -r` + sync", new Figure.Goal.None(), this::copy, this::put);
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

  private static boolean installed(String command) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    if (!found) {
      System.out.println(command + " is not installed: not compared with it");
    }
    return found;
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
    run("sync", "-f", tree.toString());
    return put();
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, tree.toString(), "/tree");
  }

  private long copy() throws Exception {
    Path copy = folder.resolve("copy");
    Checkout.delete(copy);
    run("sync", "-f", folder.toString());
    return Interleaved.nanosOf(
        () -> {
          run("cp", "-r", tree.toString(), copy.toString());
          run("sync", "-f", folder.toString());
        });
  }

  private long restic() throws Exception {
    Path repository = folder.resolve("restic");
    Checkout.delete(repository);
    run("restic", "-q", "-r", repository.toString(), "init");
    return run(
        "restic",
        "-q",
        "-r",
        repository.toString(),
        "backup",
        "--compression",
        "off",
        tree.toString());
  }

  private long borg() throws Exception {
    Path repository = folder.resolve("borg");
    Checkout.delete(repository);
    run("borg", "init", "-e", "none", repository.toString());
    return run("borg", "create", "-C", "none", repository + "::one", tree.toString());
  }

  private long run(String... command) throws IOException, InterruptedException {
    return Checkout.nanosOf(
        List.of(command),
        Map.of(
            "RESTIC_PASSWORD",
            "bench",
            "RESTIC_CACHE_DIR",
            folder.resolve("restic-cache").toString(),
            "BORG_BASE_DIR",
            folder.resolve("borg-base").toString(),
            "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK",
            "yes"));
  }
}

package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Disk.WithMany;
import java.io.IOException;
import java.nio.file.Path;

/// A tree of 100,000 small files in a thousand folders: put into a Volume when all of them are new
/// and when one is, got back, and laid out for the first container that attaches it.
final class VolumeTree {
  private static final int FILES = 100_000;
  private static final int FOLDERS = 1_000;
  private static final Turns TURNS = new Turns(0, 3);
  private static final int LAYOUTS = 5;
  private static final String APP = "bench-disk";
  private static final String VOLUME = "bench-many-files";
  private static final String PUT = "`volume put` of 100,000 small files";
  private static final String ONE = PUT + ", one changed";

  private final RunningServer server;
  private final Path folder;
  private final Path tree;
  private final Rivals rivals;
  private final SmallFiles files;
  private int gets;
  private int layouts;
  private int runs;

  private VolumeTree(RunningServer server, Path folder) throws IOException {
    this.server = server;
    this.folder = folder;
    this.tree = folder.resolve("tree");
    this.rivals = new Rivals(folder, tree);
    this.files = SmallFiles.in(tree, FILES, FOLDERS, 512, 4 << 10);
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      VolumeTree benchmark = new VolumeTree(server, Checkout.folder("tree"));
      benchmark.puts();
      benchmark.gets();
      benchmark.layouts();
      benchmark.forget();
    }
  }

  private void puts() throws Exception {
    server.command("volume", "create", VOLUME);
    TURNS.report(
        allNew(), "`cp -r` + sync", new Figure.Goal.AtMost(1.5), rivals::copy, this::putChanged);
    Thread.sleep(3_000); // until the files are old enough to be remembered
    var _ = put();
    TURNS.report(ONE, "`cp -r` + sync", new Figure.Goal.None(), rivals::copy, this::putOneChanged);
    if (Rivals.installed("restic")) {
      compare("restic", "`restic backup`", rivals::restic, rivals::resticAgain);
    }
    if (Rivals.installed("borg")) {
      compare("borg", "`borg create`", rivals::borg, rivals::borgAgain);
    }
  }

  private String allNew() {
    return "%s, %d MB, new".formatted(PUT, files.bytes() / 1_000_000);
  }

  private void compare(String rival, String floor, Interleaved.Timed first, Interleaved.Timed again)
      throws Exception {
    TURNS.report(
        allNew() + ", and " + rival, floor, new Figure.Goal.None(), first, this::putChanged);
    Thread.sleep(3_000); // as above
    var _ = put();
    TURNS.report(
        ONE + ", and " + rival,
        floor + ", its second run",
        new Figure.Goal.None(),
        () -> {
          files.changeOne();
          return again.nanos();
        },
        this::putOneChanged);
  }

  private void gets() throws Exception {
    TURNS.report(
        "`volume get` of 100,000 small files",
        "`cp -r`",
        new Figure.Goal.None(),
        rivals::copyOnly,
        this::get);
  }

  /// At the end: see [Rivals].
  private void forget() {
    rivals.forget();
    for (int i = 1; i <= gets; i++) {
      Checkout.delete(folder.resolve("got-" + i));
    }
  }

  private long putChanged() throws Exception {
    files.changeAll();
    rivals.sync();
    return put();
  }

  private long putOneChanged() throws Exception {
    files.changeOne();
    return put();
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, tree.toString(), place());
  }

  private long get() throws Exception {
    gets++;
    Path got = folder.resolve("got-" + gets);
    rivals.sync();
    return server.command("volume", "get", VOLUME, place(), got.toString());
  }

  private void layouts() throws Exception {
    server.command("deploy", Checkout.app("Disk").toString());
    var _ = start();
    server.rested();
    long[] nanos = new long[LAYOUTS];
    for (int i = 0; i < LAYOUTS; i++) {
      move();
      long first = start();
      nanos[i] = first - start();
    }
    new Alone(
            "laying out a Volume of 100,000 files: its first cold start less the next one",
            Samples.of(nanos),
            new Alone.Goal.RateAtLeast(15_000, FILES, "files"))
        .report();
  }

  /// Makes a version of which no file is where it was, so that all are laid out anew.
  private void move() throws Exception {
    String before = place();
    layouts++;
    server.command("volume", "cp", VOLUME, before, place());
    server.command("volume", "rm", "-r", VOLUME, before);
  }

  private String place() {
    return "/tree-" + layouts;
  }

  private long start() throws Exception {
    runs++;
    long took =
        Interleaved.nanosOf(
            () ->
                server
                    .client()
                    .cls(WithMany.class)
                    .with("run", "run-" + runs)
                    .remote(WithMany::hello, "you"));
    server.stopContainers(APP);
    return took;
  }
}

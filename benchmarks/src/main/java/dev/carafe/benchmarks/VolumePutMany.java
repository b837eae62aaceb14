package dev.carafe.benchmarks;

import dev.carafe.client.BatchUpload;
import dev.carafe.client.control.FileIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/// `carafe volume put` of a folder of 20,000 files of 2 to 16 KiB that are new, against `cp -r` and
/// a sync, and against `restic backup` and `borg create` into new repositories, without
/// compression, where those are installed; then by a client that runs already; then the same put
/// again.
final class VolumePutMany {
  private static final int FILES = 20_000;
  private static final int FOLDERS = 100;
  private static final Turns TURNS = new Turns(1, 3);
  private static final Turns WARM_TURNS = new Turns(3, 5);
  private static final String VOLUME = "bench-many";
  private static final String WHAT = "`volume put` of 20,000 small files";

  private final RunningServer server;
  private final Path tree;
  private final Rivals rivals;
  private final SmallFiles files;
  private final FileIndex index;

  private VolumePutMany(RunningServer server, Path folder) throws IOException {
    this.server = server;
    this.tree = folder.resolve("tree");
    this.files = SmallFiles.in(tree, FILES, FOLDERS, 2 << 10, 14 << 10);
    this.rivals = new Rivals(folder, tree);
    this.index = FileIndex.in(folder.resolve("index"), Clock.systemUTC());
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      new VolumePutMany(server, Checkout.folder("put-many")).measure();
    }
  }

  private void measure() throws Exception {
    server.command("volume", "create", VOLUME);
    String size = "%s, %d MB, new".formatted(WHAT, files.bytes() / 1_000_000);
    TURNS.report(
        size, "`cp -r` + sync", new Figure.Goal.AtMost(1.5), rivals::copy, this::putChanged);
    if (Rivals.installed("restic")) {
      TURNS.report(
          size + ", and restic",
          "`restic backup`",
          new Figure.Goal.AtMost(1.1),
          rivals::restic,
          this::putChanged);
    }
    if (Rivals.installed("borg")) {
      TURNS.report(
          size + ", and borg",
          "`borg create`",
          new Figure.Goal.None(),
          rivals::borg,
          this::putChanged);
    }
    if (PageCache.droppable()) {
      TURNS.report(
          size + ", cold",
          "`cp -r` + sync, cold",
          new Figure.Goal.None(),
          rivals::copyCold,
          this::putCold);
    }
    WARM_TURNS.report(
        size + ", by a client that runs already",
        "`cp -r` + sync",
        new Figure.Goal.None(),
        rivals::copy,
        this::putByClient);
    Thread.sleep(3_000); // until the files are old enough to be remembered
    var _ = put();
    TURNS.report(
        WHAT + ", again", "`cp -r` + sync", new Figure.Goal.None(), rivals::copy, this::put);
  }

  private long putChanged() throws Exception {
    files.changeAll();
    rivals.sync();
    return put();
  }

  private long putCold() throws Exception {
    files.changeAll();
    rivals.sync();
    PageCache.drop();
    return put();
  }

  private long putByClient() throws Exception {
    files.changeAll();
    rivals.sync();
    long start = System.nanoTime();
    try (BatchUpload upload =
        server.client().volumes().get(VOLUME).batchUpload().force(true).index(index)) {
      var _ = upload.putDirectory(tree, "/tree");
    }
    return System.nanoTime() - start;
  }

  private long put() throws Exception {
    return server.command("volume", "put", "--force", VOLUME, tree.toString(), "/tree");
  }
}

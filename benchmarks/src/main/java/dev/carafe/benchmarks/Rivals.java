package dev.carafe.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What else keeps a folder, run without compression and, where it can be, without encryption: `cp
/// -r` with a sync, `restic backup` and `borg create`, each in a part of one working folder.
/// Nothing is removed between two turns: for half a minute ext4 looks at each removed inode again
/// for every file that is made near it, and the next in turn would pay for that.
final class Rivals {
  private final Path folder;
  private final Path tree;
  private int copies;
  private int repositories;

  /// They keep `tree` below `folder`.
  Rivals(Path folder, Path tree) {
    this.folder = folder;
    this.tree = tree;
  }

  static boolean installed(String command) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, command)));
    if (!found) {
      System.out.println(command + " is not installed: not compared with it");
    }
    return found;
  }

  /// Waits until all that was written is on disk, so that nobody pays for another.
  void sync() throws IOException, InterruptedException {
    var _ = run("sync", "-f", folder.toString());
  }

  long copy() throws Exception {
    prepareCopy();
    return Interleaved.nanosOf(
        () -> {
          copyUnsynced();
          sync();
        });
  }

  /// Of files that are not in memory.
  long copyCold() throws Exception {
    prepareCopy();
    PageCache.drop();
    return Interleaved.nanosOf(
        () -> {
          copyUnsynced();
          sync();
        });
  }

  /// Without the sync at its end.
  long copyOnly() throws Exception {
    prepareCopy();
    return copyUnsynced();
  }

  private void prepareCopy() throws IOException, InterruptedException {
    copies++;
    sync();
  }

  private long copyUnsynced() throws IOException, InterruptedException {
    return run("cp", "-r", tree.toString(), at("copy", copies).toString());
  }

  /// Into a new repository.
  long restic() throws IOException, InterruptedException {
    repositories++;
    run("restic", "-q", "-r", at("restic", repositories).toString(), "init");
    return resticAgain();
  }

  /// Into the repository that has an earlier backup.
  long resticAgain() throws IOException, InterruptedException {
    String repository = at("restic", repositories).toString();
    return run("restic", "-q", "-r", repository, "backup", "--compression", "off", tree.toString());
  }

  /// Into a new repository.
  long borg() throws IOException, InterruptedException {
    repositories++;
    run("borg", "init", "-e", "none", at("borg", repositories).toString());
    return borgAgain();
  }

  /// Into the repository that has earlier backups.
  long borgAgain() throws IOException, InterruptedException {
    String archive = "%s::at-%d".formatted(at("borg", repositories), System.nanoTime());
    return run("borg", "create", "-C", "none", archive, tree.toString());
  }

  private Path at(String kind, int number) {
    return folder.resolve(kind + "-" + number);
  }

  /// Frees what the backups take.
  void forget() {
    for (int i = 1; i <= copies; i++) {
      Checkout.delete(at("copy", i));
    }
    for (int i = 1; i <= repositories; i++) {
      Checkout.delete(at("restic", i));
      Checkout.delete(at("borg", i));
    }
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

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
final class Rivals {
  private final Path folder;
  private final Path tree;

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
    Path copy = folder.resolve("copy");
    Checkout.delete(copy);
    sync();
    return Interleaved.nanosOf(
        () -> {
          run("cp", "-r", tree.toString(), copy.toString());
          sync();
        });
  }

  /// Into a new repository.
  long restic() throws IOException, InterruptedException {
    Checkout.delete(folder.resolve("restic"));
    run("restic", "-q", "-r", folder.resolve("restic").toString(), "init");
    return resticAgain();
  }

  /// Into the repository that has an earlier backup.
  long resticAgain() throws IOException, InterruptedException {
    String repository = folder.resolve("restic").toString();
    return run("restic", "-q", "-r", repository, "backup", "--compression", "off", tree.toString());
  }

  /// Into a new repository.
  long borg() throws IOException, InterruptedException {
    Checkout.delete(folder.resolve("borg"));
    run("borg", "init", "-e", "none", folder.resolve("borg").toString());
    return borgAgain();
  }

  /// Into the repository that has earlier backups.
  long borgAgain() throws IOException, InterruptedException {
    String archive = "%s::at-%d".formatted(folder.resolve("borg"), System.nanoTime());
    return run("borg", "create", "-C", "none", archive, tree.toString());
  }

  /// Frees what the last backups take.
  void forget() {
    List.of("copy", "restic", "borg").forEach(name -> Checkout.delete(folder.resolve(name)));
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

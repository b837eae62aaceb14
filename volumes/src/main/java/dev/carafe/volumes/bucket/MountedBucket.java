package dev.carafe.volumes.bucket;

import dev.carafe.model.app.BucketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One mounted bucket and the program behind it. Safe for use by many threads.
final class MountedBucket {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LET_GO = Duration.ofSeconds(10);

  private final BucketAddress bucket;
  private final MountFolder folder;
  private final Optional<ProcessHandle> program;
  private final boolean root;
  private volatile boolean ending;
  private volatile Optional<Duration> silent = Optional.empty();

  private MountedBucket(
      BucketAddress bucket, MountFolder folder, Optional<ProcessHandle> program, boolean root) {
    this.bucket = bucket;
    this.folder = folder;
    this.program = program;
    this.root = root;
  }

  /// Returns when the bucket answers; leaves nothing behind when it throws.
  static MountedBucket mount(S3fs s3fs) throws IOException {
    MountFolder folder = s3fs.folder();
    BucketAddress bucket = s3fs.mount().address();
    folder.create(bucket.toString(), s3fs.keys());
    ProcessBuilder builder =
        new ProcessBuilder(s3fs.command())
            .directory(folder.root().toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.output().toFile());
    builder.environment().clear();
    builder.environment().putAll(s3fs.environment());
    Optional<ProcessHandle> program = Optional.empty();
    try {
      program = Optional.of(builder.start().toHandle());
      awaitAnswer(bucket, folder, program.get());
    } catch (IOException | RuntimeException e) {
      new MountedBucket(bucket, folder, program, s3fs.user().isRoot()).end();
      throw e;
    }
    Files.delete(folder.keys()); // read once
    return new MountedBucket(bucket, folder, program, s3fs.user().isRoot());
  }

  private static void awaitAnswer(BucketAddress bucket, MountFolder folder, ProcessHandle program)
      throws IOException {
    long latest = System.nanoTime() + READY.toNanos();
    while (program.isAlive() && !folder.mounted()) {
      if (System.nanoTime() > latest || !pause()) {
        throw new BucketException(
            "%s was not mounted in %d s. %s"
                .formatted(bucket, READY.toSeconds(), folder.lastWords()));
      }
    }
    boolean answers =
        folder.mounted() && Tool.succeeds(READY, "stat", folder.mount().toString() + "/.");
    if (!answers || !folder.mounted()) {
      if (!await(program)) { // what it has to say comes when it ends
        end(program);
      }
      throw new BucketException(
          "%s cannot be mounted: %s. Look at the bucket's name, its endpoint and the secret's keys"
              .formatted(bucket, folder.lastWords()));
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// One that a server before this one has mounted. Its program is known by its mount point.
  static MountedBucket found(MountFolder folder, boolean root) throws IOException {
    String point = folder.mount().toString();
    Optional<ProcessHandle> program =
        ProcessHandle.allProcesses()
            .filter(p -> List.of(p.info().arguments().orElse(new String[0])).contains(point))
            .findFirst();
    String bucket =
        Files.exists(folder.bucket()) ? Files.readString(folder.bucket()) : "s3://unknown/";
    return new MountedBucket(BucketAddress.of(bucket), folder, program, root);
  }

  MountFolder folder() {
    return folder;
  }

  /// Says so, with its last words, when the program ends before it is to. One behind which nothing
  /// answers any more is ended.
  void onLoss(MountHealth health, Consumer<String> listener) {
    Runnable lost =
        () -> {
          if (!ending) {
            listener.accept("the bucket mount %s ended: %s".formatted(bucket, reason()));
          }
        };
    program.ifPresentOrElse(
        p -> {
          var _ = p.onExit().thenRun(lost);
          Thread.ofVirtual().name("bucket-health").start(() -> watch(p, health));
        },
        lost);
  }

  private void watch(ProcessHandle program, MountHealth health) {
    try {
      if (!health.lasts(program, folder.mount()) && !ending) {
        silent = Optional.of(health.patience());
        program.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing looks after the mount of " + bucket + " now", e);
    }
  }

  private String reason() {
    if (silent.isPresent()) {
      return "nothing has answered for %d s, so that whoever reads would wait for minutes"
          .formatted(silent.get().toSeconds());
    }
    try {
      String words = folder.lastWords();
      return words.isEmpty() ? S3fs.PROGRAM + " was killed" : words;
    } catch (IOException e) {
      return "its output cannot be read: " + e.getMessage();
    }
  }

  /// Unmounts it and ends its program.
  void end() {
    ending = true;
    try {
      if (folder.mounted() && !unmounts(false)) {
        unmounts(true);
      }
      program.ifPresent(MountedBucket::end);
      if (folder.mounted()) {
        unmounts(true);
      }
      folder.delete();
    } catch (IOException e) {
      throw new UncheckedIOException("Ending the mount of " + bucket + " failed", e);
    }
  }

  private boolean unmounts(boolean lazily) throws IOException {
    String point = folder.mount().toString();
    if (root) {
      return lazily
          ? Tool.succeeds(LET_GO, "umount", "--lazy", point)
          : Tool.succeeds(LET_GO, "umount", point);
    }
    return lazily
        ? Tool.succeeds(LET_GO, "fusermount", "-u", "-z", point)
        : Tool.succeeds(LET_GO, "fusermount", "-u", point);
  }

  private static void end(ProcessHandle program) {
    program.destroy();
    if (!await(program)) {
      program.destroyForcibly();
      await(program);
    }
  }

  private static boolean await(ProcessHandle program) {
    return MountHealth.endsIn(LET_GO, program);
  }
}

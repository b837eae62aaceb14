package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Disk.Sharer;
import dev.carafe.benchmarks.apps.Disk.Trainer;
import dev.carafe.client.Carafe;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.control.ContainerRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

/// One gibibyte of weights: read by a second container after the first read it cold, and kept when
/// the container ends that wrote it.
final class VolumeShare {
  private static final int SIZE = 1 << 30;
  private static final int CHUNK = 1 << 20;

  private final RunningServer server;
  private final Carafe carafe;
  private int round;

  private VolumeShare(RunningServer server) {
    this.server = server;
    this.carafe = server.client();
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      for (String volume : new String[] {"bench-shared", "bench-few-files", "bench-many-files"}) {
        server.command("volume", "create", volume);
      }
      server.withBench().command("deploy", Checkout.app("Disk").toString());
      VolumeShare share = new VolumeShare(server);
      share.reads();
      share.lastCommits();
    }
  }

  private void reads() throws Exception {
    if (!PageCache.droppable()) {
      return;
    }
    Path file = Checkout.folder("share").resolve("weights.bin");
    byte[] bytes = new byte[CHUNK];
    new Random(1).nextBytes(bytes);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < SIZE / CHUNK; i++) {
        bytes[0]++;
        out.write(bytes);
      }
    }
    server.command("volume", "put", "bench-shared", file.toString());
    ClsHandle<Sharer> first = carafe.cls(Sharer.class).with("copy", "first");
    ClsHandle<Sharer> second = carafe.cls(Sharer.class).with("copy", "second");
    var _ = second.remote(Sharer::read, "weights.bin"); // both containers are there
    Interleaved times =
        Interleaved.run(
            1,
            5,
            () -> {
              PageCache.drop();
              return first.remote(Sharer::read, "weights.bin");
            },
            () -> second.remote(Sharer::read, "weights.bin"));
    new Figure(
            "read of 1 GiB that another container has read",
            "that other's cold read",
            Figure.Unit.MILLIS,
            times,
            new Figure.Goal.RateAtLeast(5, SIZE >> 20, "MiB"))
        .report();
  }

  /// From the stop of the container to the version.
  private void lastCommits() throws Exception {
    Interleaved times = Interleaved.run(1, 4, VolumeShare::hash, this::lastCommit);
    new Figure(
            "last commit of 1 GiB, from the stop of its container",
            "SHA-256 of 1 GiB",
            Figure.Unit.SECONDS,
            times,
            new Figure.Goal.AtMost(1.5))
        .report();
  }

  private long lastCommit() throws Exception {
    round++;
    carafe
        .cls(Trainer.class)
        .with("run", "run-" + round)
        .remote(Trainer::write, "weights-" + round, (long) SIZE);
    long before = stored();
    long took =
        Interleaved.nanosOf(
            () -> {
              for (ContainerRow row : carafe.control().containers("bench-disk", false)) {
                carafe.control().stopContainer(row.id());
              }
              while (stored() < (long) round * SIZE) {
                Thread.sleep(5);
              }
            });
    if (before >= (long) round * SIZE) {
      System.out.println("a commit in the background was first; this round says nothing");
    }
    while (!carafe.control().containers("bench-disk", false).isEmpty()) {
      Thread.sleep(20);
    }
    return took;
  }

  private long stored() {
    return carafe.volumes().get("bench-written").versions().getFirst().bytes();
  }

  private static long hash() throws Exception {
    byte[] bytes = new byte[CHUNK];
    Arrays.fill(bytes, (byte) 7);
    return Interleaved.nanosOf(
        () -> {
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          for (int i = 0; i < SIZE / CHUNK; i++) {
            digest.update(bytes);
          }
          var _ = digest.digest();
        });
  }
}

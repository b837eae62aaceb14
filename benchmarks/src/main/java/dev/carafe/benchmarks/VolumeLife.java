package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Disk.FewFollower;
import dev.carafe.benchmarks.apps.Disk.FewWriter;
import dev.carafe.benchmarks.apps.Disk.ManyFollower;
import dev.carafe.benchmarks.apps.Disk.ManyWriter;
import dev.carafe.benchmarks.apps.Disk.WithFew;
import dev.carafe.benchmarks.apps.Disk.WithMany;
import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.ClsHandle;
import dev.carafe.client.control.ContainerRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// What containers wait for that mount a Volume of many files: their start, a reload, a commit.
/// None of it is to depend on how much the Volume holds.
final class VolumeLife {
  private static final int FEW = 10;
  private static final int MANY = 100_000;
  private static final int FOLDERS = 200;

  private final Carafe carafe;
  private int round;

  private VolumeLife(Carafe carafe) {
    this.carafe = carafe;
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      put(server, "bench-few-files", FEW);
      put(server, "bench-many-files", MANY);
      server.withBench().command("deploy", Checkout.app("Disk").toString());
      new VolumeLife(server.client()).measure();
    }
  }

  private static void put(RunningServer server, String volume, int files) throws Exception {
    Path folder = Checkout.folder(volume);
    for (int i = 0; i < files; i++) {
      Path parent = Files.createDirectories(folder.resolve("d" + i % FOLDERS));
      Files.writeString(parent.resolve("f" + i), "file " + i);
    }
    server.command("volume", "create", volume);
    server.command("volume", "put", volume, folder.toString(), "/files");
  }

  private void measure() throws Exception {
    starts();
    reloads();
    commits();
  }

  private void starts() throws Exception {
    ClsHandle<WithFew> few = carafe.cls(WithFew.class);
    ClsHandle<WithMany> many = carafe.cls(WithMany.class);
    Interleaved times =
        Interleaved.run(
            2,
            11,
            () -> start(() -> few.with("run", "run-" + round).remote(WithFew::hello, "you")),
            () -> start(() -> many.with("run", "run-" + round).remote(WithMany::hello, "you")));
    new Figure(
            "cold start with a Volume of 100,000 files, laid out before",
            "with a Volume of 10 files",
            Figure.Unit.MILLIS,
            times,
            new Figure.Goal.AtMost(1.1))
        .report();
  }

  private long start(Interleaved.Work call) throws Exception {
    round++;
    long took = Interleaved.nanosOf(call);
    for (ContainerRow row : carafe.control().containers("bench-disk", false)) {
      carafe.control().stopContainer(row.id());
    }
    while (!carafe.control().containers("bench-disk", false).isEmpty()) {
      Thread.sleep(20);
    }
    return took;
  }

  private void reloads() throws IOException {
    ClsHandle<FewFollower> few = carafe.cls(FewFollower.class);
    ClsHandle<ManyFollower> many = carafe.cls(ManyFollower.class);
    reloads("10 files", "bench-few-files", () -> few.remote(FewFollower::reload));
    reloads("100,000 files", "bench-many-files", () -> many.remote(ManyFollower::reload));
  }

  /// Each to a version that another has made meanwhile.
  private void reloads(String held, String volume, LongSupplier reload) throws IOException {
    long[] nanos = new long[12];
    for (int i = -2; i < nanos.length; i++) {
      try (BatchUpload up = carafe.volumes().get(volume).batchUpload().force(true)) {
        up.put(new ByteArrayInputStream(new byte[] {(byte) i}), "/said.bin");
      }
      long took = reload.getAsLong();
      if (i >= 0) { // the first ones load the classes
        nanos[i] = took;
      }
    }
    new Alone("reload of a live container, Volume of " + held, Samples.of(nanos), 30).report();
  }

  private void commits() throws Exception {
    ClsHandle<FewWriter> few = carafe.cls(FewWriter.class);
    ClsHandle<ManyWriter> many = carafe.cls(ManyWriter.class);
    Interleaved times =
        Interleaved.run(
            2, 11, () -> few.remote(FewWriter::commit), () -> many.remote(ManyWriter::commit));
    new Figure(
            "commit of 1 MiB that changed in a Volume of 100,000 files",
            "in a Volume of 10 files",
            Figure.Unit.MILLIS,
            times,
            new Figure.Goal.AtMost(1.5))
        .report();
  }
}

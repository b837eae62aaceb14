package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Reader;
import dev.carafe.client.ClsHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads of 256 MiB in the page cache through a Volume attached to a container, against reads of
/// the very same file as it lies on the host, in the same process.
final class VolumeRead {
  private static final int SIZE = 256 << 20;
  private static final int ROUNDS = 30;
  private static final String FILE = "weights.bin";

  private VolumeRead() {}

  /// One way of reading, in the container.
  private interface Reading {
    long[] nanos(String nativeFile, String attachedFile, int rounds);
  }

  public static void main(String[] args) throws Exception {
    Path folder = Checkout.folder("read");
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve(FILE), bytes);
    try (RunningServer server = RunningServer.start()) {
      server.command("volume", "create", "bench-read");
      server.command("volume", "put", "bench-read", file.toString());
      server.withBench();
      String stored = blob(server.data()).toString();
      ClsHandle<Reader> reader = server.client().cls(Reader.class);
      report("buffered", stored, (a, b, rounds) -> reader.remote(Reader::buffered, a, b, rounds));
      report("mapped", stored, (a, b, rounds) -> reader.remote(Reader::mapped, a, b, rounds));
    }
  }

  private static Path blob(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(f -> f.toString().contains("/blobs/") && f.toFile().length() == SIZE)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void report(String how, String stored, Reading reading) throws IOException {
    String attached = "/bench-read/" + FILE;
    var _ = reading.nanos(stored, attached, 5);
    long[] nanos = reading.nanos(stored, attached, ROUNDS);
    Interleaved times = new Interleaved(every(nanos, 0), every(nanos, 1));
    new Figure(
            "%s read of 256 MiB through an attached Volume".formatted(how),
            "the same file on the host",
            Figure.Unit.MILLIS,
            times,
            new Figure.Goal.RateAtLeast(0.97, SIZE >> 20, "MiB"))
        .report();
  }

  private static Samples every(long[] nanos, int first) {
    return Samples.of(
        IntStream.range(0, nanos.length)
            .filter(i -> i % 2 == first)
            .mapToLong(i -> nanos[i])
            .toArray());
  }
}

package dev.carafe.benchmarks;

import dev.carafe.client.weights.DType;
import dev.carafe.client.weights.Tensor;
import dev.carafe.client.weights.Weights;
import dev.carafe.client.weights.WeightsWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// `Weights.prefetch()` of a safetensors file of 2 GiB that is in no cache, against `dd` of it; and
/// `Weights.map` of it, against mapping its bytes. Empties the system's page cache, as root may.
final class WeightsRead {
  private static final int TENSORS = 256;
  private static final int TENSOR_BYTES = 8 << 20;
  private static final long MEBIBYTES = (long) TENSORS * (TENSOR_BYTES >> 20);
  private static final int ROUNDS = 7;
  private static final int MAPPINGS = 200;

  private final Path file;

  private WeightsRead(Path file) {
    this.file = file;
  }

  public static void main(String[] args) throws Exception {
    Path file = Checkout.folder("weights").resolve("model.safetensors");
    var benchmark = new WeightsRead(file);
    benchmark.write();
    benchmark.prefetch();
    benchmark.map();
    Files.delete(file);
  }

  private void write() {
    byte[] bytes = new byte[TENSOR_BYTES];
    new Random(1).nextBytes(bytes);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    WeightsWriter writer = WeightsWriter.to(file);
    for (int i = 0; i < TENSORS; i++) {
      writer.tensor(new Tensor("layer." + i, DType.F16, List.of(1024L, 4096L), segment));
    }
    writer.save();
  }

  private void prefetch() throws Exception {
    new Figure(
            "`Weights.prefetch` of 2 GiB, cold",
            "`dd bs=1M`, cold",
            Figure.Unit.SECONDS,
            Interleaved.run(1, ROUNDS, this::dd, this::mapAndPrefetch),
            new Figure.Goal.RateAtLeast(0.9, MEBIBYTES, "MiB"))
        .report();
  }

  private long dd() throws Exception {
    ProcessBuilder dd =
        new ProcessBuilder("dd", "if=" + file, "of=/dev/null", "bs=1M").redirectErrorStream(true);
    PageCache.drop();
    return Interleaved.nanosOf(
        () -> {
          Process process = dd.start();
          process.getInputStream().readAllBytes();
          if (process.waitFor() != 0) {
            throw new IOException("dd of " + file + " failed");
          }
        });
  }

  private long mapAndPrefetch() throws Exception {
    PageCache.drop();
    return Interleaved.nanosOf(
        () -> {
          try (Weights weights = Weights.map(file)) {
            System.out.println(weights.prefetch());
          }
        });
  }

  private void map() throws Exception {
    new Figure(
            "`Weights.map` of 2 GiB, 256 tensors, until one is read",
            "mapping the bytes and reading one",
            Figure.Unit.MILLIS,
            Interleaved.run(MAPPINGS, MAPPINGS, this::mapBytes, this::mapTensors),
            new Figure.Goal.None())
        .report();
  }

  private long mapBytes() throws Exception {
    return Interleaved.nanosOf(
        () -> {
          try (FileChannel channel = FileChannel.open(file);
              Arena arena = Arena.ofShared()) {
            var _ =
                channel
                    .map(MapMode.READ_ONLY, 0, channel.size(), arena)
                    .get(ValueLayout.JAVA_BYTE, channel.size() - 1);
          }
        });
  }

  private long mapTensors() throws Exception {
    return Interleaved.nanosOf(
        () -> {
          try (Weights weights = Weights.map(file)) {
            var _ = weights.tensor("layer.255").toFloats(0, 1);
          }
        });
  }
}

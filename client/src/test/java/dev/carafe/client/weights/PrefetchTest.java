package dev.carafe.client.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrefetchTest {
  @TempDir Path folder;

  private Path model(int floats) {
    Path path = folder.resolve("model.safetensors");
    WeightsWriter.to(path).tensor("w", new float[floats], floats).save();
    return path;
  }

  @Test
  void allBytesAreReadAndToldOf() {
    try (Weights weights = Weights.map(model(5 << 20))) {
      List<Long> heard = new CopyOnWriteArrayList<>();
      PrefetchReport report =
          weights.prefetch(
              (read, of) -> {
                assertThat(of).isEqualTo(weights.bytes());
                heard.add(read);
              });

      assertThat(report.bytes()).isEqualTo(weights.bytes());
      assertThat(report.duration()).isPositive();
      assertThat(heard).contains(weights.bytes()).doesNotHaveDuplicates();
      assertThat(heard.size()).isGreaterThan(1);
    }
  }

  @Test
  void aReportReadsAsASentence() {
    assertThat(new PrefetchReport(2_000_000_000, Duration.ofMillis(1_100)))
        .hasToString("read 2.0 GB in 1.1 s (1.8 GB/s)");
    assertThat(new PrefetchReport(5_500_000, Duration.ofMillis(2)))
        .hasToString("read 5.5 MB in 2.0 ms (2.8 GB/s)");
    assertThat(new PrefetchReport(8, Duration.ZERO))
        .hasToString("read 8 bytes in 0.0 ms (0.0 GB/s)");
  }

  @Test
  void anInterruptedPrefetchStopsAndSaysSo() {
    try (Weights weights = Weights.map(model(1 << 20))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(weights::prefetch)
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aListenerThatFailsEndsIt() {
    try (Weights weights = Weights.map(model(1 << 20))) {
      assertThatThrownBy(
              () ->
                  weights.prefetch(
                      (_, _) -> {
                        throw new IllegalStateException("enough");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough");
    }
  }

  @Test
  void aFileThatTookItsPlaceIsNotReadInstead() {
    Path path = model(3);
    try (Weights weights = Weights.map(path)) {
      WeightsWriter.to(path).tensor("w", new float[7], 7).save();

      assertThatThrownBy(weights::prefetch)
          .isInstanceOf(WeightsException.class)
          .hasMessage("%s is another file than the one that was mapped. Map it again.", path);
    }
  }

  @Test
  void aFileThatWasCutIsAnError() throws IOException {
    Path path = model(1_000);
    try (Weights weights = Weights.map(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(100);

      assertThatThrownBy(weights::prefetch)
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("became shorter while it was mapped");
    }
  }
}

package dev.carafe.samples.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadingTest {
  @TempDir Path folder;

  @Test
  void loadingOnceIsFaster() {
    var run = SampleCommand.in(folder).runSample("--calls", "5");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(millis(run.out(), "each call")).isGreaterThan(millis(run.out(), "once"));
  }

  private static double millis(String out, String how) {
    return Double.parseDouble(
        out.replaceAll("(?s).*loading (?:in )?" + how + ": +([\\d.]+) ms.*", "$1"));
  }
}

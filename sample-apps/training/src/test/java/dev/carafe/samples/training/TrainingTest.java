package dev.carafe.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {
  @TempDir Path folder;

  @Test
  void theSavedWeightsClassifyUnseenPoints() {
    var run = SampleCommand.in(folder).runSample("--epochs", "200");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("trained: the weights are version 2 of moons-weights");
    assertThat(accuracy(run.out())).isGreaterThan(95);
    assertThat(run.err()).contains("epoch 200: loss");
  }

  private static double accuracy(String out) {
    return Double.parseDouble(out.replaceAll("(?s).*unseen points: ([\\d.]+) %.*", "$1"));
  }
}

package dev.carafe.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {
  @TempDir Path folder;

  @Test
  void theContainerThatServesTakesUpWhatIsTrainedMeanwhile() {
    var run = SampleCommand.in(folder).runSample("--epochs", "200");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("epochs 1: version 2 of moons-weights", "epochs 200: version 3 of moons-weights");
    assertThat(accuracy(run.out(), 1)).isLessThan(93);
    assertThat(accuracy(run.out(), 200)).isGreaterThan(95);
    assertThat(run.err()).contains("epoch 200: loss");
  }

  private static double accuracy(String out, int epochs) {
    return Double.parseDouble(
        out.replaceAll(
            "(?s).*epochs %d:[^\n]* unseen points ([\\d.]+) %%.*".formatted(epochs), "$1"));
  }
}

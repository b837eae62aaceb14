package dev.carafe.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineTest {
  @TempDir Path folder;

  @Test
  void uploadedDataIsTrainedOnAndTheModelEvaluated() {
    var run = SampleCommand.in(folder).runSample("--parts", "3");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("model: y = (2\\.9|3\\.0)\\d x -(0\\.9|1\\.0)\\d")
        .containsPattern("part-0\\.csv: 200 points, off by 0\\.0\\d")
        .containsPattern("part-2\\.csv: 200 points, off by 0\\.0\\d")
        .doesNotContain("part-3");
  }
}

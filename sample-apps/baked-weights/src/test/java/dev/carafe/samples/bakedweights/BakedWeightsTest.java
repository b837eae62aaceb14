package dev.carafe.samples.bakedweights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BakedWeightsTest {
  @TempDir Path folder;

  @BeforeEach
  void needsImages() {
    assumeTrue(SampleCommand.inDocker(), "the process engine has no images");
  }

  @Test
  void theWeightsAreInEachOfThreePlaces() {
    SampleCommand carafe = SampleCommand.in(folder);
    try (var _ = carafe.startServer()) {
      var filled = carafe.runTarget("sample-apps/baked-weights::fillVolume");
      assertThat(filled.exitCode()).as(filled.err()).isZero();
      assertThat(filled.out()).contains("baked-weights-vol");

      var first = carafe.runTarget("sample-apps/baked-weights::main");
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.out())
          .containsSubsequence(
              "runCommands  3 inputs", "runFunction  3 inputs", "Volume       3 inputs");

      var second = carafe.runTarget("sample-apps/baked-weights::main");
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.err()).doesNotContain("Building");
    }
  }
}

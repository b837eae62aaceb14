package dev.carafe.samples.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingsTest {
  @TempDir Path folder;

  @Test
  void theNearestSentenceComesFirst() {
    SampleCommand carafe = SampleCommand.in(folder);

    var first = carafe.runSample();

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("all-minilm-l6-v2-q is in model-weights-vol now")
        .containsSubsequence(
            "How near to “A cat naps in the sun.”?",
            "A kitten sleeps on the warm window sill.",
            "The central bank raised its interest rate.");

    var second = carafe.runSample("--text", "Stocks dropped after a profit warning.");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out())
        .contains("all-minilm-l6-v2-q is in model-weights-vol already")
        .containsSubsequence("Shares fell after the company cut its forecast.", "A kitten sleeps");
    assertThat(second.err().lines().filter(line -> line.contains("│")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("SLF4J") || line.contains("WARN"));
  }
}

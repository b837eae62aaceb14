package dev.carafe.samples.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.hub.FakeHub;
import dev.carafe.samples.running.SampleCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingsTest {
  private static final String REPO = "sentence-transformers/all-MiniLM-L6-v2";

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

  @Test
  void theSameWeightsFromAHubGiveTheSameSimilarities() throws IOException {
    try (FakeHub hub =
        SampleCommand.inDocker() ? FakeHub.startFor("host.docker.internal") : FakeHub.start()) {
      Map<String, byte[]> files = new TreeMap<>(RealWeights.files());
      files.put("pytorch_model.bin", new byte[1 << 20]);
      String _ = hub.publish(REPO, "main", files);
      SampleCommand carafe = SampleCommand.in(folder).with("HF_ENDPOINT", hub.address());

      var fromHub = carafe.runSample("--hub", REPO);
      assertThat(fromHub.exitCode()).as(fromHub.err()).isZero();
      assertThat(fromHub.out()).contains(REPO + " is in model-weights-vol now");

      var again = carafe.runSample("--hub", REPO);
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(again.out()).contains(REPO + " is in model-weights-vol already");
      assertThat(hub.fetched()).containsExactlyInAnyOrder("onnx/model.onnx", "tokenizer.json");

      var fromJar = carafe.runSample();
      assertThat(fromJar.exitCode()).as(fromJar.err()).isZero();
      assertThat(similarities(fromHub.out())).hasSize(5).isEqualTo(similarities(fromJar.out()));
    }
  }

  private static List<String> similarities(String out) {
    return out.lines().filter(line -> line.contains("░") || line.contains("█")).toList();
  }
}

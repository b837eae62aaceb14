package dev.carafe.samples.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MiniLmTest {
  private static final List<String> TEXTS =
      List.of(
          "A cat naps in the sun.",
          "serverless containers for Java",
          "Straßenbahn, naïve café – 東京 🚋",
          "x",
          "word ".repeat(300));

  @Test
  void vectorsAreThoseOfLangchain4j(@TempDir Path folder) throws Exception {
    for (var file : RealWeights.files().entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    var reference = new AllMiniLmL6V2QuantizedEmbeddingModel();

    try (MiniLm model = MiniLm.open(folder)) {
      for (String text : TEXTS) {
        float[] expected = reference.embed(text).content().vector();
        assertThat(SimilarityTable.cosine(model.embed(text), expected))
            .as(text)
            .isBetween(0.999, 1.001);
      }
    }
  }
}

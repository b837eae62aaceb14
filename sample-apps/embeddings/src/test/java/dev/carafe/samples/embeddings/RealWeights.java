package dev.carafe.samples.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/// The weights and the tokenizer of the jar, under the names that a hub has them by.
final class RealWeights {
  private RealWeights() {}

  static Map<String, byte[]> files() throws IOException {
    return Map.of(MiniLm.WEIGHTS, resource(".onnx"), MiniLm.TOKENIZER, resource("-tokenizer.json"));
  }

  private static byte[] resource(String ending) throws IOException {
    String name = "/" + Embeddings.MODEL + ending;
    try (InputStream in = RealWeights.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}

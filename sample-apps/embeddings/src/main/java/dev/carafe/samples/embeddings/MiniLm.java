package dev.carafe.samples.embeddings;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The sentence encoder all-MiniLM-L6-v2 in onnxruntime. Threads may share it.
final class MiniLm implements AutoCloseable {
  static final String WEIGHTS = "onnx/model.onnx"; // as the hub's repositories have them
  static final String TOKENIZER = "tokenizer.json";

  static {
    // The tokenizer unpacks its native library into the container's own folder and asks no network.
    System.setProperty("DJL_CACHE_DIR", System.getProperty("java.io.tmpdir"));
    System.setProperty("ai.djl.offline", "true");
  }

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;

  private MiniLm(Path weights, Path tokenizer) throws IOException, OrtException {
    this.tokenizer = HuggingFaceTokenizer.newInstance(tokenizer, Map.of("padding", "false"));
    this.session = environment.createSession(weights.toString());
  }

  static MiniLm open(Path folder) throws IOException, OrtException {
    return new MiniLm(folder.resolve(WEIGHTS), folder.resolve(TOKENIZER));
  }

  float[] embed(String text) throws OrtException {
    Encoding tokens = tokenizer.encode(text, true, false);
    try (OnnxTensor ids = tensor(tokens.getIds());
        OnnxTensor mask = tensor(tokens.getAttentionMask());
        OnnxTensor types = tensor(tokens.getTypeIds());
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      float[][][] states = (float[][][]) result.get(0).getValue();
      return unit(mean(states[0]));
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(environment, new long[][] {values});
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += x * x;
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    tokenizer.close();
  }
}

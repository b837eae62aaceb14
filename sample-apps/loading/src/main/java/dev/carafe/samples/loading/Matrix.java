package dev.carafe.samples.loading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Weights: rows of numbers.
record Matrix(float[] numbers) {
  private static final int ROWS = 1 << 13;
  private static final int COLUMNS = 1 << 10;

  static byte[] generate() {
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * COLUMNS * Float.BYTES);
    Random random = new Random(1);
    while (bytes.hasRemaining()) {
      bytes.putFloat(random.nextFloat());
    }
    return bytes.array();
  }

  static Matrix load(Path file) throws IOException {
    float[] numbers = new float[ROWS * COLUMNS];
    ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer().get(numbers);
    return new Matrix(numbers);
  }

  /// The length of a row.
  double score(int row) {
    double squares = 0;
    for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
      squares += numbers[i] * numbers[i];
    }
    return Math.sqrt(squares);
  }
}

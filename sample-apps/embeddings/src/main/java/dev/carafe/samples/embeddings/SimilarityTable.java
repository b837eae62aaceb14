package dev.carafe.samples.embeddings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sentences by how near they are to a text, the nearest first.
record SimilarityTable(String text, float[] wanted, List<String> sentences, List<float[]> vectors) {
  private static final int BAR = 20;

  private record Row(double similarity, String sentence) {
    @Override
    public String toString() {
      int filled = (int) Math.round(Math.clamp(similarity, 0, 1) * BAR);
      return String.format(
          Locale.ROOT,
          "  %5.2f  %s%s  %s",
          similarity,
          "█".repeat(filled),
          "░".repeat(BAR - filled),
          sentence);
    }
  }

  @Override
  public String toString() {
    String rows =
        IntStream.range(0, sentences.size())
            .mapToObj(i -> new Row(cosine(wanted, vectors.get(i)), sentences.get(i)))
            .sorted(Comparator.comparingDouble(Row::similarity).reversed())
            .map(Row::toString)
            .collect(Collectors.joining("\n"));
    return "\nHow near to “%s”?\n\n%s\n".formatted(text, rows);
  }

  /// The cosine of two vectors of length 1.
  static double cosine(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product;
  }
}

package dev.carafe.samples.gpumatrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MatricesTest {

  @Test
  void rowsAreMultipliedWithColumns() {
    float[] a = {1, 2, 3, 4};
    float[] b = {5, 6, 7, 8};
    assertThat(Matrices.multiply(a, b, 2)).containsExactly(19, 22, 43, 50);
  }

  @Test
  void theLargestDifferenceIsFoundWhateverItsSign() {
    assertThat(Matrices.largestDifference(new float[] {1, 2}, new float[] {3, 2})).isEqualTo(2);
  }
}

package dev.carafe.samples.gpumatrix;

import java.util.Random;

/// Square matrices of n rows, stored row by row.
final class Matrices {
  private Matrices() {}

  static float[] random(int n, long seed) {
    Random random = new Random(seed);
    float[] matrix = new float[n * n];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random.nextFloat() - 0.5f;
    }
    return matrix;
  }

  static float[] multiply(float[] a, float[] b, int n) {
    float[] c = new float[n * n];
    for (int row = 0; row < n; row++) {
      for (int k = 0; k < n; k++) {
        float left = a[row * n + k];
        for (int column = 0; column < n; column++) {
          c[row * n + column] += left * b[k * n + column];
        }
      }
    }
    return c;
  }

  static double largestDifference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}

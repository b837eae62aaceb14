package dev.carafe.samples.training;

import dev.carafe.client.weights.Weights;
import dev.carafe.client.weights.WeightsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A small neural network: two inputs, a hidden layer, one probability.
final class Network {
  private static final int HIDDEN = 16;

  private final float[] hidden;
  private final float[] hiddenBias;
  private final float[] output;
  private final float[] outputBias;

  /// Each unit has its weights of x and y in a row of `hidden`.
  private Network(float[] hidden, float[] hiddenBias, float[] output, float[] outputBias) {
    this.hidden = hidden;
    this.hiddenBias = hiddenBias;
    this.output = output;
    this.outputBias = outputBias;
  }

  static Network untrained(long seed) {
    Random random = new Random(seed);
    return new Network(
        some(2 * HIDDEN, random), some(HIDDEN, random), some(HIDDEN, random), some(1, random));
  }

  private static float[] some(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  void save(Path file) {
    WeightsWriter.to(file)
        .tensor("hidden.weight", hidden, HIDDEN, 2)
        .tensor("hidden.bias", hiddenBias, HIDDEN)
        .tensor("output.weight", output, 1, HIDDEN)
        .tensor("output.bias", outputBias, 1)
        .save();
  }

  static Network load(Path file) {
    try (Weights weights = Weights.map(file)) {
      return new Network(
          weights.tensor("hidden.weight").toFloats(),
          weights.tensor("hidden.bias").toFloats(),
          weights.tensor("output.weight").toFloats(),
          weights.tensor("output.bias").toFloats());
    }
  }

  double probability(Moons.Point point) {
    double sum = outputBias[0];
    for (int unit = 0; unit < HIDDEN; unit++) {
      sum += output[unit] * active(unit, point);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private double active(int unit, Moons.Point point) {
    return Math.tanh(
        hidden[2 * unit] * point.x() + hidden[2 * unit + 1] * point.y() + hiddenBias[unit]);
  }

  /// One round of stochastic gradient descent; gives the mean loss.
  double learn(List<Moons.Labelled> points, double rate) {
    double loss = 0;
    for (Moons.Labelled labelled : points) {
      double probability = probability(labelled.point());
      double wanted = labelled.upper() ? 1 : 0;
      loss -= Math.log(Math.abs(1 - wanted - probability));
      step(labelled.point(), rate * (probability - wanted));
    }
    return loss / points.size();
  }

  private void step(Moons.Point point, double error) {
    for (int unit = 0; unit < HIDDEN; unit++) {
      double active = active(unit, point);
      double slope = error * output[unit] * (1 - active * active);
      hidden[2 * unit] -= (float) (slope * point.x());
      hidden[2 * unit + 1] -= (float) (slope * point.y());
      hiddenBias[unit] -= (float) slope;
      output[unit] -= (float) (error * active);
    }
    outputBias[0] -= (float) error;
  }
}

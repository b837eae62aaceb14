package dev.carafe.samples.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// A small neural network: two inputs, a hidden layer, one probability. Its weights are one array:
/// for each hidden unit those of x, of y, its bias and its output; at the end the output's bias.
final class Network {
  private static final int HIDDEN = 16;
  private static final int PER_UNIT = 4;

  private final float[] weights;

  Network(long seed) {
    weights = new float[HIDDEN * PER_UNIT + 1];
    Random random = new Random(seed);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
  }

  private Network(float[] weights) {
    this.weights = weights;
  }

  double probability(Moons.Point point) {
    double sum = weights[weights.length - 1];
    for (int unit = 0; unit < weights.length - 1; unit += PER_UNIT) {
      sum += weights[unit + 3] * active(unit, point);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private double active(int unit, Moons.Point point) {
    return Math.tanh(weights[unit] * point.x() + weights[unit + 1] * point.y() + weights[unit + 2]);
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
    for (int unit = 0; unit < weights.length - 1; unit += PER_UNIT) {
      double active = active(unit, point);
      double slope = error * weights[unit + 3] * (1 - active * active);
      weights[unit] -= (float) (slope * point.x());
      weights[unit + 1] -= (float) (slope * point.y());
      weights[unit + 2] -= (float) slope;
      weights[unit + 3] -= (float) (error * active);
    }
    weights[weights.length - 1] -= (float) error;
  }

  /// In the safetensors format: the header's length, the header, the numbers.
  byte[] toSafetensors() {
    byte[] header =
        "{\"weights\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(weights.length, 4 * weights.length)
            .getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[8 + header.length + 4 * weights.length];
    littleEndian(file).putLong(header.length).put(header).asFloatBuffer().put(weights);
    return file;
  }

  static Network fromSafetensors(byte[] bytes) {
    ByteBuffer file = littleEndian(bytes);
    FloatBuffer numbers = file.position((int) (8 + file.getLong())).asFloatBuffer();
    float[] weights = new float[numbers.remaining()];
    numbers.get(weights);
    return new Network(weights);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

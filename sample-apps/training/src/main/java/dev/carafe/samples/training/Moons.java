package dev.carafe.samples.training;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Two half moons that reach into each other: no straight line tells them apart.
public final class Moons {
  private Moons() {}

  public record Point(double x, double y) {}

  record Labelled(Point point, boolean upper) {}

  static List<Labelled> points(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> point(random)).limit(count).toList();
  }

  private static Labelled point(Random random) {
    boolean upper = random.nextBoolean();
    double angle = Math.PI * random.nextDouble();
    double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
    double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
    return new Labelled(
        new Point(x + 0.1 * random.nextGaussian(), y + 0.1 * random.nextGaussian()), upper);
  }
}

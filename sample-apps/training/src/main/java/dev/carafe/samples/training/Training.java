package dev.carafe.samples.training;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Cls;
import dev.carafe.annotations.Concurrent;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Method;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.nio.file.Path;
import java.util.List;

/// One function trains a model and saves its weights in a Volume; a class serves them from there.
@App("training")
public final class Training {
  static final String WEIGHTS = "moons-weights";
  private static final Path FILE = Path.of("/weights/moons.safetensors");

  /// Trains on generated points, saves the weights as safetensors, and gives the Volume's version
  /// that has them.
  @Function(volumes = @Mount(volume = WEIGHTS, path = "/weights"), cpu = 1, timeout = "30m")
  public static long train(@Default("300") int epochs) {
    Network network = Network.untrained(1);
    List<Moons.Labelled> points = Moons.points(400, 1);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss = network.learn(points, 0.05);
      if (epoch % 100 == 0) {
        System.out.printf("epoch %d: loss %.4f%n", epoch, loss);
      }
    }
    network.save(FILE);
    return Volume.mounted(WEIGHTS).commit();
  }

  /// Serves the weights: read once per container, and again when it is told to.
  @Cls(volumes = @Mount(volume = WEIGHTS, path = "/weights", readOnly = true), maxContainers = 1)
  @Concurrent(max = 64)
  public static class Classifier {
    private volatile Network network;

    @Enter
    public void load() {
      network = Network.load(FILE);
    }

    /// Takes up the newest version of the weights. The container and its other calls go on.
    @Method
    public void refresh() {
      Volume.mounted(WEIGHTS).reload();
      load();
    }

    /// The probability that a point is of the upper moon.
    @Method
    public double classify(Moons.Point point) {
      return network.probability(point);
    }
  }

  /// Serves what little training gives, trains on, and has the same container take up the new
  /// weights.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("300") int epochs) {
    trainAndTry(carafe, 1);
    trainAndTry(carafe, epochs);
  }

  private static void trainAndTry(Carafe carafe, int epochs) {
    long version = carafe.remote(Training::train, epochs);
    var classifier = carafe.cls(Classifier.class);
    classifier.remote(Classifier::refresh);

    List<Moons.Labelled> unseen = Moons.points(200, 2);
    List<Double> answers =
        classifier.map(Classifier::classify, unseen.stream().map(Moons.Labelled::point)).toList();
    int right = 0;
    for (int i = 0; i < answers.size(); i++) {
      right += answers.get(i) > 0.5 == unseen.get(i).upper() ? 1 : 0;
    }
    System.out.printf(
        "epochs %d: version %d of %s, accuracy on %d unseen points %.1f %%%n",
        epochs, version, WEIGHTS, answers.size(), 100.0 * right / answers.size());
  }
}

package dev.carafe.samples.pipeline;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Default;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.LocalEntrypoint;
import dev.carafe.annotations.Mount;
import dev.carafe.client.BatchUpload;
import dev.carafe.client.Carafe;
import dev.carafe.client.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A local program drives functions: uploads data, trains on it, evaluates in parallel.
@App("pipeline")
public final class Pipeline {
  static final String VOLUME = "pipeline-vol";

  /// A line through points.
  public record Model(double slope, double intercept) {
    double at(double x) {
      return slope * x + intercept;
    }
  }

  /// What one part of the data says about a model.
  public record Report(String part, int points, double meanError) {}

  /// Fits a line to all parts of the data but the held-out ones, and saves it.
  @Function(volumes = @Mount(volume = VOLUME, path = "/vol"))
  public static Model train() throws IOException {
    List<double[]> points = new ArrayList<>();
    try (Stream<Path> parts = Files.list(Path.of("/vol/train"))) {
      for (Path part : parts.toList()) {
        points.addAll(read(part));
      }
    }
    double meanX = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
    double meanY = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
    double both = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY)).sum();
    double squares = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX)).sum();
    double slope = both / squares;
    Model model = new Model(slope, meanY - slope * meanX);
    Files.writeString(Path.of("/vol/model.csv"), model.slope() + "," + model.intercept());
    Volume.mounted(VOLUME).commit();
    return model;
  }

  /// How far the saved model is off on one held-out part.
  @Function(volumes = @Mount(volume = VOLUME, path = "/vol", readOnly = true), maxContainers = 2)
  public static Report evaluate(String part) throws IOException {
    double[] saved = read(Path.of("/vol/model.csv")).getFirst();
    Model model = new Model(saved[0], saved[1]);
    List<double[]> points = read(Path.of("/vol/test", part));
    double error =
        points.stream().mapToDouble(p -> Math.abs(p[1] - model.at(p[0]))).average().orElseThrow();
    return new Report(part, points.size(), error);
  }

  private static List<double[]> read(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  /// Upload, train, evaluate.
  @LocalEntrypoint
  public static void main(Carafe carafe, @Default("4") int parts) {
    Volume volume = carafe.volumes().getOrCreate(VOLUME);
    List<String> names = new ArrayList<>();
    try (BatchUpload upload = volume.batchUpload().force(true)) {
      for (int part = 0; part < parts; part++) {
        String name = "part-%d.csv".formatted(part);
        upload.put(new ByteArrayInputStream(points(part)), "/train/" + name);
        upload.put(new ByteArrayInputStream(points(part + parts)), "/test/" + name);
        names.add(name);
      }
    }
    Model model = carafe.remote(Pipeline::train);
    System.out.printf("model: y = %.2f x %+.2f%n", model.slope(), model.intercept());
    try (Stream<Report> reports = carafe.map(Pipeline::evaluate, names)) {
      reports.forEach(
          r ->
              System.out.printf(
                  "%s: %d points, off by %.3f%n", r.part(), r.points(), r.meanError()));
    }
  }

  /// Points about the line y = 3 x - 1.
  private static byte[] points(long seed) {
    Random random = new Random(seed);
    return Stream.generate(random::nextDouble)
        .limit(200)
        .map(x -> x + "," + (3 * x - 1 + 0.1 * random.nextGaussian()))
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }
}

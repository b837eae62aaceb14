package dev.carafe.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `docker` command, as a floor. What it made is removed by who asked for it.
final class Docker {
  /// The builder that any engine has.
  private static final Map<String, String> CLASSIC = Map.of("DOCKER_BUILDKIT", "0");

  private Docker() {}

  static Checkout.Ran run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Checkout.ran(command, CLASSIC);
  }

  /// `docker run` to its end, without the removal of its container.
  static long container(String... arguments) throws IOException, InterruptedException {
    String name = "carafe-bench-" + ProcessHandle.current().pid();
    List<String> command = new ArrayList<>(List.of("run", "--name", name));
    command.addAll(List.of(arguments));
    try {
      return run(command.toArray(String[]::new)).nanos();
    } finally {
      run("rm", "--force", "--volumes", name);
    }
  }

  /// Removes all images with a label. Those that others stand on go once these have gone.
  static void removeImages(String label) throws IOException, InterruptedException {
    int before;
    List<String> left = images(label);
    do {
      before = left.size();
      for (String image : left) {
        try {
          run("rmi", "--force", image);
        } catch (IllegalStateException e) {
          // another stands on it
        }
      }
      left = images(label);
    } while (!left.isEmpty() && left.size() < before);
    if (!left.isEmpty()) {
      System.out.println("These images stay in Docker: " + left);
    }
  }

  private static List<String> images(String label) throws IOException, InterruptedException {
    return run("images", "--quiet", "--filter", "label=" + label)
        .said()
        .lines()
        .distinct()
        .toList();
  }
}

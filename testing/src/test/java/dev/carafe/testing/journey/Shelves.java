package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function that says which container it runs in and what its Volume holds, and adds to it.
@App("shelves")
public final class Shelves {
  private Shelves() {}

  @Function(
      volumes = @Mount(volume = "shelves-vol", path = "/shelves"),
      maxContainers = 1,
      scaledownWindow = "20m")
  public static String add(String name) throws IOException {
    Path shelves = Path.of("/shelves");
    try (Stream<Path> files = Files.list(shelves)) {
      String found =
          files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining(" "));
      Files.writeString(shelves.resolve(name), name);
      return System.getenv("CARAFE_CONTAINER_ID") + ": " + found;
    }
  }
}

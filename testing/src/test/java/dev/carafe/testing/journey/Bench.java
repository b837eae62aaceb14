package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A function with a Volume and a Secret, whose container has things to look at.
@App("bench")
public final class Bench {
  private Bench() {}

  @Function(
      volumes = @Mount(volume = "bench-vol", path = "/bench"),
      secrets = "ink",
      scaledownWindow = "20m") // a busy machine takes its time between two commands
  public static void put(String name) throws IOException {
    Files.writeString(Path.of("/bench", name), name);
  }
}

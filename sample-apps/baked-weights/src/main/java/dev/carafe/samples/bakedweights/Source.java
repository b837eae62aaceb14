package dev.carafe.samples.bakedweights;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.nio.file.Path;

/// An app of its own that fills the Volume, before images are built that need it.
@App("weights-source")
public final class Source {
  static final String WEIGHTS = "baked-weights-vol";

  private Source() {}

  /// Runs in a container, when somebody asks for it.
  @Function(volumes = @Mount(volume = WEIGHTS, path = "/models"), memory = "256MiB")
  public static String fillVolume() throws IOException {
    Path _ = Weights.into(Path.of("/models"));
    return "version %d of %s".formatted(Volume.mounted(WEIGHTS).commit(), WEIGHTS);
  }
}

package dev.carafe.process;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.spi.ImageEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Processes see the host's own files: there is nothing to build, and only what is on the class
/// path or in the environment reaches them.
public final class NoImages implements ImageEngine {
  @Override
  public String ensure(ImageSpec image, List<Path> code, Consumer<String> lines) {
    return "";
  }

  @Override
  public List<String> notTaken(ImageSpec image) {
    return image.layers().stream().map(ImageStepSpec::text).toList();
  }
}

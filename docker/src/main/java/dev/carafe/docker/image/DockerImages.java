package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.spi.ImageEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The images of a Docker engine. Holds no images itself: what is there is asked of the engine each
/// time, so that one removed by hand is made again. Safe for use by many threads.
public final class DockerImages implements ImageEngine {
  private final BaseImage base;

  /// `folder` is its own, for files while an image is made.
  public DockerImages(DockerClient docker, Path folder) {
    this.base = new BaseImage(docker, new DebianRoot(folder));
  }

  /// Answers the image's id. Throws [EngineException] when it cannot be had.
  @Override
  public String ensure(ImageSpec image, Consumer<String> lines) {
    return base.ensure(lines);
  }

  @Override
  public List<String> notTaken(ImageSpec image) {
    return image.layers().stream().map(ImageStepSpec::text).toList();
  }
}

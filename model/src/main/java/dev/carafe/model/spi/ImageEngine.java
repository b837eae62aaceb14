package dev.carafe.model.spi;

import dev.carafe.model.app.ImageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the images of containers come from. Safe for use by many threads.
public interface ImageEngine {

  /// Makes an image present, building what is missing of it; returns what its containers are to
  /// name in [ContainerStart#image]. An image that is there already costs milliseconds; two callers
  /// who need one layer wait for one build. `code` is the class path of the app's containers, the
  /// agent's jar first, for functions that run in the image. Lines of progress and of what builds
  /// print go to `lines` as they come. Throws [EngineException] when it cannot be had; nothing
  /// half-made stays.
  String ensure(ImageSpec image, List<Path> code, Consumer<String> lines);

  /// The steps of an image that this engine does not take, in words; they are named to whoever
  /// deploys.
  List<String> notTaken(ImageSpec image);

  /// What it keeps of images; empty for an engine that has none.
  default Optional<ImageStock> stock() {
    return Optional.empty();
  }
}

package dev.carafe.docker.image;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// For which image layers are built, with the class path of its app's functions, and who hears of
/// it.
record BuildRequest(String image, List<Path> code, Consumer<String> lines) {
  BuildRequest {
    code = List.copyOf(code);
  }

  void say(String line) {
    lines.accept(line);
  }

  /// A step as errors name it, with the class of its image.
  String named(String step) {
    return image.isEmpty() ? step : "%s of the image %s".formatted(step, image.replace('$', '.'));
  }

  BuildRequest heardBy(Consumer<String> other) {
    return new BuildRequest(image, code, other);
  }
}

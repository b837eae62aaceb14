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

  BuildRequest heardBy(Consumer<String> other) {
    return new BuildRequest(image, code, other);
  }
}

package dev.carafe.model.aot;

import java.nio.file.Path;
import java.util.List;

/// A class path to be trained; `flags` come after the fixed ones. `image` is one that can run it,
/// where the engine has images.
public record AotTask(
    String key, String image, List<Path> classPath, List<String> flags, byte[] agentConfig) {
  public AotTask {
    classPath = List.copyOf(classPath);
    flags = List.copyOf(flags);
  }
}

package dev.carafe.model.app;

import dev.carafe.model.id.BlobId;
import java.util.List;
import java.util.Map;

/// An image as evaluated from its definition class (`name`, empty for the default image).
/// `classPath` holds the jars of its `mavenInstall` steps, in order; `steps` are the remaining
/// steps in readable form, for engines that build images.
public record ImageSpec(
    String name, List<String> steps, List<Jar> classPath, Map<String, String> env, String workdir) {

  /// The image of functions that name none.
  public static final ImageSpec DEFAULT =
      new ImageSpec("", List.of("debianSlim"), List.of(), Map.of(), "");

  /// A jar by its content, with the file name it had.
  public record Jar(String fileName, BlobId blob, long bytes) {}

  public ImageSpec {
    steps = List.copyOf(steps);
    classPath = List.copyOf(classPath);
    env = Map.copyOf(env);
  }
}

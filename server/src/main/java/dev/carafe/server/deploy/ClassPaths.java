package dev.carafe.server.deploy;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.spi.BlobStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// From what a deployment names to the files of a container's class path.
public record ClassPaths(List<Path> agent, BlobStore blobs) {
  public ClassPaths {
    agent = List.copyOf(agent);
  }

  /// The agent's jar, the app's and the image's, in this order.
  public List<Path> of(DeploymentSpec deployment, ImageSpec image) {
    Stream<Path> jars =
        Stream.of(deployment.classPath(), image.classPath()).flatMap(List::stream).map(this::file);
    return Stream.concat(agent.stream(), jars).distinct().toList();
  }

  private Path file(ImageSpec.Jar jar) {
    return blobs
        .file(jar.blob())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the jar %s (%s) is missing from the data directory; deploy the app again"
                        .formatted(jar.fileName(), jar.blob())));
  }
}

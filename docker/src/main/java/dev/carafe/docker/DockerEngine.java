package dev.carafe.docker;

import dev.carafe.docker.engine.Daemon;
import dev.carafe.docker.engine.DockerContainerEngine;
import dev.carafe.docker.image.DockerImages;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/// Both sides of a Docker daemon, and the socket where the server is to listen for the agents of
/// its containers, who know it as [#SERVER_ADDRESS].
public record DockerEngine(ContainerEngine containers, ImageEngine images, Path socket) {
  /// How containers name their server.
  public static final String SERVER_ADDRESS = DockerContainerEngine.SERVER_ADDRESS;

  /// With its files below the data directory; what a server that died was building is swept.
  /// `secrets` opens those that image steps name.
  public static DockerEngine of(
      Daemon daemon,
      Path dataDir,
      AotTraining training,
      BlobStore blobs,
      Function<String, Map<String, String>> secrets) {
    var containers = new DockerContainerEngine(daemon, dataDir, training);
    var images = new DockerImages(daemon.patient(), dataDir.resolve("images"), blobs, secrets);
    images.sweep();
    return new DockerEngine(containers, images, containers.socket());
  }
}

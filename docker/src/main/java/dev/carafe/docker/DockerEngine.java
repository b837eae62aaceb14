package dev.carafe.docker;

import dev.carafe.docker.engine.Daemon;
import dev.carafe.docker.engine.DockerContainerEngine;
import dev.carafe.docker.engine.JavaRuntime;
import dev.carafe.docker.image.DockerImages;
import dev.carafe.docker.image.Lender;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.model.spi.ImageStock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Both sides of a Docker daemon, and the socket where the server is to listen for the agents of
/// its containers, who know it as [#SERVER_ADDRESS].
public record DockerEngine(ContainerEngine containers, ImageEngine images, Path socket) {
  /// How containers name their server.
  public static final String SERVER_ADDRESS = DockerContainerEngine.SERVER_ADDRESS;

  /// With its files below the data directory and containers of this user; what a server that died
  /// was building is swept. `lender` gives what image steps name.
  public static DockerEngine of(
      Daemon daemon,
      Path dataDir,
      ContainerUser user,
      AotTraining training,
      BlobStore blobs,
      Lender lender) {
    var containers =
        new DockerContainerEngine(
            daemon,
            dataDir,
            user,
            training,
            () -> foundBase(daemon, dataDir).map(ImageStock.Base::id));
    var images =
        new DockerImages(
            daemon.patient(),
            dataDir.resolve("images"),
            blobs,
            lender,
            user,
            JavaRuntime.ofThisUser()::folder);
    images.sweep();
    return new DockerEngine(containers, images, containers.socket());
  }

  /// Finds or makes the default base of images; an engine need not run for it. Throws
  /// [dev.carafe.model.spi.EngineException] when it cannot be had.
  public static ImageStock.Base base(Daemon daemon, Path dataDir, Consumer<String> lines) {
    return DockerImages.base(daemon.patient(), dataDir.resolve("images"), lines);
  }

  /// The default base of images, if it is there.
  public static Optional<ImageStock.Base> foundBase(Daemon daemon, Path dataDir) {
    return DockerImages.foundBase(daemon.patient(), dataDir.resolve("images"));
  }
}

package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.carafe.docker.engine.Labels;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.model.spi.ImageStock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The images of a Docker engine. Holds no images itself: what is there is asked of the engine each
/// time, so that one removed by hand is made again. Safe for use by many threads.
public final class DockerImages implements ImageEngine {
  private final DockerClient docker;
  private final Path folder;
  private final Bases bases;
  private final Layers layers;
  private final Belongings belongings;
  private final ImageStock stock;
  private final ReadWriteLock pruning = new ReentrantReadWriteLock();

  /// `folder` is its own, for build output and files while an image is made, and tells its
  /// containers from those of other servers; `blobs` has the local files of images; `lender` gives
  /// what steps name; `user` is whose containers they are made for; `javaRuntime` is what functions
  /// run on.
  public DockerImages(
      DockerClient docker,
      Path folder,
      BlobStore blobs,
      Lender lender,
      ContainerUser user,
      Supplier<Path> javaRuntime) {
    this.docker = docker;
    this.folder = folder.toAbsolutePath();
    this.belongings = new Belongings(user);
    BuildLogs logs = new BuildLogs(this.folder.resolve("logs"));
    BaseImage debian = new BaseImage(docker, new DebianRoot(this.folder));
    this.layers =
        new Layers(
            docker,
            new LayerBuild(docker, blobs, lender, javaRuntime, belongings, this.folder),
            logs);
    this.bases =
        new Bases(
            new Lookup(docker),
            debian,
            new RegistryBase(docker, lender.secrets()),
            new DockerfileBase(docker, blobs, layers, this.folder.toString()));
    this.stock =
        new DockerStock(
            docker, this.folder.toString(), debian, bases, logs, belongings, pruning.writeLock());
  }

  /// Finds or makes the default base.
  public static ImageStock.Base base(DockerClient docker, Path folder, Consumer<String> lines) {
    return new BaseImage(docker, new DebianRoot(folder.toAbsolutePath())).base(lines);
  }

  /// The default base, if it is there; nothing is made.
  public static Optional<ImageStock.Base> foundBase(DockerClient docker, Path folder) {
    return new BaseImage(docker, new DebianRoot(folder.toAbsolutePath())).found();
  }

  /// Removes the containers that a server which died in a build left; call it before the first
  /// build.
  public void sweep() {
    List<Container> left =
        docker
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(Labels.BUILD, folder.toString()))
            .exec();
    for (Container container : left) {
      try {
        docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
      } catch (NotFoundException _) {
        // someone else was faster
      }
    }
  }

  /// Answers the image's id. Throws [EngineException] when it cannot be had.
  @Override
  public String ensure(ImageSpec image, List<Path> code, Consumer<String> lines) {
    pruning.readLock().lock();
    try {
      BuildRequest request = new BuildRequest(image.name(), code, lines);
      String base = bases.ensure(image, request);
      return layers.ensure(base, ImagePlan.of(image, base, belongings).layers(), request);
    } catch (DockerException | DockerClientException e) {
      throw new EngineException(
          "%s cannot be looked up: %s. Is the Docker engine up? docker info"
              .formatted(
                  image.equals(ImageSpec.DEFAULT)
                      ? "The default image"
                      : "The image " + image.name(),
                  Reason.of(e)),
          e);
    } finally {
      pruning.readLock().unlock();
    }
  }

  @Override
  public List<String> notTaken(ImageSpec image) {
    return List.of();
  }

  @Override
  public Optional<ImageStock> stock() {
    return Optional.of(stock);
  }
}

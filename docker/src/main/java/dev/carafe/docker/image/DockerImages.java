package dev.carafe.docker.image;

import dev.carafe.docker.engine.Labels;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// The images of a Docker engine. Holds no images itself: what is there is asked of the engine each
/// time, so that one removed by hand is made again. Safe for use by many threads.
public final class DockerImages implements ImageEngine {
  private final DockerClient docker;
  private final Path folder;
  private final BaseImage debian;
  private final RegistryBase registry;
  private final DockerfileBase dockerfiles;
  private final Layers layers;

  /// `folder` is its own, for files while an image is made, and tells its containers from those of
  /// other servers; `blobs` has the local files of images; `secrets` opens a secret by its name.
  public DockerImages(
      DockerClient docker,
      Path folder,
      BlobStore blobs,
      Function<String, Map<String, String>> secrets) {
    this.docker = docker;
    this.folder = folder.toAbsolutePath();
    this.debian = new BaseImage(docker, new DebianRoot(this.folder));
    this.registry = new RegistryBase(docker, secrets);
    this.layers = new Layers(docker, new LayerBuild(docker, blobs, secrets, this.folder));
    this.dockerfiles = new DockerfileBase(docker, blobs, layers);
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
        docker.removeContainerCmd(container.getId()).withForce(true).exec();
      } catch (NotFoundException _) {
        // someone else was faster
      }
    }
  }

  /// Answers the image's id. Throws [EngineException] when it cannot be had.
  @Override
  public String ensure(ImageSpec image, Consumer<String> lines) {
    try {
      String base = base(image, lines);
      return layers.ensure(base, ImagePlan.of(image, base).layers(), lines);
    } catch (DockerException e) {
      throw new EngineException(
          "The image %s cannot be looked up: %s. Is the Docker engine up? docker info"
              .formatted(image.name(), Reason.of(e)),
          e);
    }
  }

  private String base(ImageSpec image, Consumer<String> lines) {
    return switch (image.steps().isEmpty()
        ? new ImageStepSpec.DebianSlim()
        : image.steps().getFirst()) {
      case ImageStepSpec.FromRegistry step -> registry.ensure(step, lines);
      case ImageStepSpec.FromDockerfile step -> dockerfiles.ensure(step, lines);
      case ImageStepSpec.DebianSlim _,
          ImageStepSpec.AptInstall _,
          ImageStepSpec.RunCommands _,
          ImageStepSpec.RunFunction _,
          ImageStepSpec.Env _,
          ImageStepSpec.Workdir _,
          ImageStepSpec.AddLocal _,
          ImageStepSpec.ForceBuild _ ->
          debian.ensure(lines);
    };
  }

  @Override
  public List<String> notTaken(ImageSpec image) {
    return image.steps().stream()
        .filter(step -> !ImagePlan.taken(step))
        .map(ImageStepSpec::text)
        .toList();
  }
}

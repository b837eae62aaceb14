package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Image;
import dev.carafe.docker.engine.Labels;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageStock.Base;
import dev.carafe.model.spi.ImageStock.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Debian slim: what the engine has, else what the registry has, else made from Debian's packages.
/// One thread looks for it at a time.
final class BaseImage {
  static final String OFFICIAL = "debian:bookworm-slim";
  static final String OWN = "carafe/debian:bookworm";

  private final DockerClient docker;
  private final Lookup lookup;
  private final Pull pull;
  private final DebianRoot root;
  private final ReentrantLock making = new ReentrantLock();
  private Optional<String> pullFailure = Optional.empty();

  BaseImage(DockerClient docker, DebianRoot root) {
    this.docker = docker;
    this.lookup = new Lookup(docker);
    this.pull = new Pull(docker);
    this.root = root;
  }

  /// The id of the image.
  String ensure(Consumer<String> lines) {
    return present().orElseGet(() -> base(lines).id());
  }

  /// The image, and how it was had.
  Base base(Consumer<String> lines) {
    making.lock();
    try {
      return found()
          .or(() -> pulled(lines).map(id -> base(id, Origin.PULLED)))
          .orElseGet(() -> base(made(lines), Origin.MADE));
    } finally {
      making.unlock();
    }
  }

  /// The image, if it is there.
  Optional<Base> found() {
    return present().map(id -> base(id, Origin.FOUND));
  }

  private Base base(String id, Origin origin) {
    Optional<InspectImageResponse> image = lookup.image(id);
    List<String> tags = image.map(InspectImageResponse::getRepoTags).orElse(List.of());
    String name = List.of(OFFICIAL, OWN).stream().filter(tags::contains).findFirst().orElse(OWN);
    return new Base(name, id, image.map(InspectImageResponse::getSize).orElse(0L), origin);
  }

  Optional<String> present() {
    return lookup.id(OFFICIAL).or(() -> lookup.id(OWN)).or(this::labelled);
  }

  private Optional<String> labelled() {
    return docker
        .listImagesCmd()
        .withShowAll(true) // also one that is there for its layers alone
        .withLabelFilter(Labels.BASE + "=" + OWN)
        .exec()
        .stream()
        .filter(image -> image.getLabels() == null || !image.getLabels().containsKey(Labels.LAYER))
        .findFirst()
        .map(Image::getId);
  }

  private Optional<String> pulled(Consumer<String> lines) {
    if (pullFailure.isPresent()) {
      return Optional.empty();
    }
    lines.accept("Pulling " + OFFICIAL);
    pullFailure = pull.pull(OFFICIAL, Optional.empty(), lines);
    pullFailure.ifPresent(why -> lines.accept("It cannot be pulled: " + why));
    return pullFailure.isPresent() ? Optional.empty() : lookup.id(OFFICIAL);
  }

  private String made(Consumer<String> lines) {
    lines.accept(
        "Making " + OWN + " from Debian's packages; this happens once, and takes a minute");
    long start = System.nanoTime();
    String notPulled = pullFailure.orElse("");
    String id = root.make(notPulled, lines, tar -> load(tar, lines));
    lines.accept("Made %s in %s".formatted(OWN, Layers.seconds(start)));
    return id;
  }

  private String load(Path tar, Consumer<String> lines) {
    lines.accept("Loading it into the Docker engine");
    try (InputStream archive = ImageArchive.of(tar, OWN).stream()) {
      docker.loadImageCmd(archive).exec();
    } catch (IOException | DockerException e) {
      throw new EngineException(
          "Loading %s into the Docker engine failed: %s. Is its disk full? docker system df"
              .formatted(OWN, Reason.of(e)),
          e);
    }
    return lookup
        .id(OWN)
        .orElseThrow(
            () ->
                new EngineException(
                    "The Docker engine took %s and does not have it. Its log may say why; docker pull %s gives a base image too."
                        .formatted(OWN, OFFICIAL)));
  }
}

package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.carafe.model.app.ImageStepSpec.FromDockerfile;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Bases that a Dockerfile makes, built by the engine; known by their files, not by what their FROM
/// is at the time.
final class DockerfileBase {
  private static final int LONGEST_HOURS = 2;

  private final DockerClient docker;
  private final BlobStore blobs;
  private final Layers layers;
  private final String builder;

  DockerfileBase(DockerClient docker, BlobStore blobs, Layers layers, String builder) {
    this.builder = builder;
    this.docker = docker;
    this.blobs = blobs;
    this.layers = layers;
  }

  /// The id of the image.
  String ensure(FromDockerfile step, BuildRequest request) {
    String key = key(step);
    return layers
        .find(key)
        .orElseGet(
            () -> layers.once(key, step.text(), request, logged -> build(step, key, logged)));
  }

  static String key(FromDockerfile step) {
    return new LayerKey("dockerfile").text(step.dockerfile()).files(step.context()).hex();
  }

  private String build(FromDockerfile step, String key, BuildRequest request) {
    BuildOutput output = new BuildOutput(request.lines());
    try (InputStream context = context(step);
        var answers = new Answers(output)) {
      String shortId =
          docker
              .buildImageCmd(context)
              .withDockerfilePath(step.dockerfile())
              .withTags(Set.of(Layers.tag(key)))
              .withLabels(LayerBuild.labels(key, step.text(), builder))
              .withRemove(true)
              .withForcerm(true)
              .exec(answers)
              .awaitImageId(LONGEST_HOURS, TimeUnit.HOURS);
      return layers.find(key).orElse(shortId);
    } catch (IOException | DockerException | DockerClientException e) {
      throw new EngineException(
          "%s failed: %s; %s".formatted(request.named(step.text()), Reason.of(e), output.tail()),
          e);
    }
  }

  private InputStream context(FromDockerfile step) throws IOException {
    TarStream tar = new TarStream();
    for (LocalFile file : LayerFiles.sorted(step.context())) {
      tar.file(file.path(), file.mode(), LayerFiles.content(file, blobs));
    }
    return tar.stream();
  }

  private static final class Answers extends BuildImageResultCallback {
    private final BuildOutput output;

    private Answers(BuildOutput output) {
      this.output = output;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      if (item.getStream() != null) {
        output.bytes(item.getStream().getBytes(StandardCharsets.UTF_8));
      }
      super.onNext(item);
    }
  }
}

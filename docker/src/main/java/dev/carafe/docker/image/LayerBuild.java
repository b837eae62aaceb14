package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Bind;
import dev.carafe.docker.engine.Labels;
import dev.carafe.docker.image.ImagePlan.Layer;
import dev.carafe.docker.image.ImagePlan.Work;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Builds one layer: its step runs in a container on the layer below, what it changed is committed.
/// What fails leaves neither container nor image.
final class LayerBuild {
  private static final int LONGEST_STEP = 200; // in a label

  private final DockerClient docker;
  private final BlobStore blobs;
  private final Function<String, Map<String, String>> secrets;
  private final Path folder;

  LayerBuild(
      DockerClient docker,
      BlobStore blobs,
      Function<String, Map<String, String>> secrets,
      Path folder) {
    this.docker = docker;
    this.blobs = blobs;
    this.secrets = secrets;
    this.folder = folder;
  }

  /// The id of the new image.
  String build(Layer layer, String parent, BuildRequest request) {
    try {
      return switch (layer.work()) {
        case Work.Packages(List<String> names) ->
            run(layer, parent, request, LayerScript.packages(names), create -> create);
        case Work.Commands commands -> commands(layer, parent, request, commands);
        case Work.Files files -> files(layer, parent, files);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("The build of %s was interrupted".formatted(layer.step()), e);
    } catch (IOException | UncheckedIOException | DockerException | DockerClientException e) {
      throw new EngineException(
          "The build of %s failed: %s. Is the Docker engine up, and its disk not full? docker info, docker system df"
              .formatted(layer.step(), Reason.of(e)),
          e);
    }
  }

  private String commands(Layer layer, String parent, BuildRequest request, Work.Commands commands)
      throws InterruptedException {
    String script = LayerScript.commands(commands.commands(), !commands.secrets().isEmpty());
    UnaryOperator<CreateContainerCmd> environment =
        create -> environment(create, commands.env(), commands.workdir());
    if (commands.secrets().isEmpty()) {
      return run(layer, parent, request, script, environment);
    }
    Map<String, String> values = new HashMap<>();
    commands.secrets().forEach(name -> values.putAll(secrets.apply(name)));
    try (SecretFile file = SecretFile.of(values, folder)) {
      Bind bind = Bind.parse(file.path().toAbsolutePath() + ":" + SecretFile.INSIDE + ":ro");
      return run(
          layer,
          parent,
          request,
          script,
          create -> {
            create.getHostConfig().withBinds(bind);
            return environment.apply(create);
          });
    }
  }

  private static CreateContainerCmd environment(
      CreateContainerCmd create, Map<String, String> env, String workdir) {
    create.withEnv(
        new TreeMap<>(env).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return workdir.isEmpty() ? create : create.withWorkingDir(workdir);
  }

  private String run(
      Layer layer,
      String parent,
      BuildRequest request,
      String script,
      UnaryOperator<CreateContainerCmd> more)
      throws InterruptedException {
    BuildOutput output = new BuildOutput(request.lines());
    try (StepContainer container = container(parent, List.of("sh", "-c", script), more)) {
      int exit = container.run(output);
      if (exit != 0) {
        throw new EngineException(
            "%s ended with exit code %d; %s".formatted(layer.step(), exit, output.tail()));
      }
      return commit(container, layer, folder.toString());
    }
  }

  private String files(Layer layer, String parent, Work.Files files) throws IOException {
    try (StepContainer container = container(parent, List.of("sh"), create -> create)) {
      new LayerFiles(docker, container.id(), blobs).copy(files.files());
      return commit(container, layer, folder.toString());
    }
  }

  private StepContainer container(
      String image, List<String> command, UnaryOperator<CreateContainerCmd> more) {
    return StepContainer.create(docker, image, folder.toString(), command, more);
  }

  private static String commit(StepContainer container, Layer layer, String builder) {
    return container.commit(
        Layers.REPOSITORY, layer.key(), labels(layer.key(), layer.step(), builder));
  }

  static Map<String, String> labels(String key, String step, String builder) {
    return Map.of(
        Labels.LAYER,
        key,
        Labels.STEP,
        step.length() > LONGEST_STEP ? step.substring(0, LONGEST_STEP) + "…" : step,
        Labels.BUILDER,
        builder,
        Labels.BUILD,
        "");
  }
}

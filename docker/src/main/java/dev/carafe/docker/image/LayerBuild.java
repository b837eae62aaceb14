package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Mount;
import dev.carafe.docker.engine.FullDisk;
import dev.carafe.docker.engine.GrantedGpus;
import dev.carafe.docker.engine.Labels;
import dev.carafe.docker.image.ImagePlan.Layer;
import dev.carafe.docker.image.ImagePlan.Setting;
import dev.carafe.docker.image.ImagePlan.Work;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Builds one layer: its step runs in a container on the layer below, what it changed is committed.
/// What fails leaves neither container nor image.
final class LayerBuild {
  private static final int LONGEST_STEP = 200; // in a label

  private final DockerClient docker;
  private final BlobStore blobs;
  private final Lender lender;
  private final FunctionJvm jvm;
  private final Belongings belongings;
  private final Path folder;

  LayerBuild(
      DockerClient docker,
      BlobStore blobs,
      Lender lender,
      Supplier<Path> java,
      Belongings belongings,
      Path folder) {
    this.docker = docker;
    this.blobs = blobs;
    this.lender = lender;
    this.belongings = belongings;
    this.jvm = new FunctionJvm(java, belongings);
    this.folder = folder;
  }

  /// The id of the new image.
  String build(Layer layer, String parent, BuildRequest request) {
    try {
      return switch (layer.work()) {
        case Work.Packages(List<String> names) ->
            new Run(layer, parent, request, Setting.NONE, StepNeeds.NOTHING, List.of())
                .to(List.of("sh", "-c", LayerScript.packages(names)));
        case Work.Commands(List<String> commands, Setting setting, StepNeeds needs) ->
            new Run(layer, parent, request, setting, needs, List.of())
                .to(
                    List.of(
                        "sh",
                        "-c",
                        LayerScript.commands(commands, !needs.secrets().isEmpty(), belongings)));
        case Work.Call(var function, Setting setting) ->
            new Run(
                    layer,
                    parent,
                    request,
                    jvm.setting(setting),
                    function.needs(),
                    jvm.mounts(request.code()))
                .to(jvm.command(function, request.code()));
        case Work.Files(List<LocalFile> files) ->
            files(layer, parent, content -> content.copy(files));
        case Work.Workdir(String path) -> files(layer, parent, content -> content.give(path));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          "The build of %s was interrupted".formatted(request.named(layer.step())), e);
    } catch (IOException | UncheckedIOException | DockerException | DockerClientException e) {
      throw new EngineException(
          "The build of %s failed: %s. Is the Docker engine up, and its disk not full? docker info, docker system df"
              .formatted(
                  request.named(layer.step()), FullDisk.explain(GrantedGpus.explain(Reason.of(e)))),
          e);
    }
  }

  /// A step that runs a program.
  private final class Run {
    private final Layer layer;
    private final String parent;
    private final BuildRequest request;
    private final Setting setting;
    private final StepNeeds needs;
    private final List<Mount> mounts;

    private Run(
        Layer layer,
        String parent,
        BuildRequest request,
        Setting setting,
        StepNeeds needs,
        List<Mount> mounts) {
      this.layer = layer;
      this.parent = parent;
      this.request = request;
      this.setting = setting;
      this.needs = needs;
      this.mounts = mounts;
    }

    /// Volumes have what the step wrote before the layer is there: a layer is not built again.
    private String to(List<String> command) throws InterruptedException {
      BuildOutput output = new BuildOutput(request.lines());
      try (Loan loan = Loan.of(layer.step(), needs, lender, folder, request.lines());
          StepContainer container = container(parent, command, create -> with(create, loan))) {
        int exit = container.run(output);
        if (exit != 0) {
          throw new EngineException(
              "%s ended with exit code %d; %s"
                  .formatted(request.named(layer.step()), exit, FullDisk.explain(output.tail())));
        }
        loan.commit();
        return commit(container, layer);
      }
    }

    private CreateContainerCmd with(CreateContainerCmd create, Loan loan) {
      loan.give(create, mounts);
      Map<String, String> env = new TreeMap<>(setting.env());
      env.putAll(loan.environment());
      create.withEnv(env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
      return setting.workdir().isEmpty() ? create : create.withWorkingDir(setting.workdir());
    }
  }

  private interface Content {
    void put(LayerFiles files) throws IOException;
  }

  private String files(Layer layer, String parent, Content content) throws IOException {
    try (StepContainer container = container(parent, List.of("sh"), create -> create)) {
      content.put(new LayerFiles(docker, container.id(), blobs, belongings));
      return commit(container, layer);
    }
  }

  private StepContainer container(
      String image, List<String> command, UnaryOperator<CreateContainerCmd> more) {
    return StepContainer.create(docker, image, folder.toString(), command, more);
  }

  private String commit(StepContainer container, Layer layer) {
    return container.commit(
        Layers.REPOSITORY, layer.key(), labels(layer.key(), layer.step(), folder.toString()));
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

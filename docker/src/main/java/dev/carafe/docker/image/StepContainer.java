package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.LogConfig;
import dev.carafe.docker.engine.Labels;
import dev.carafe.docker.engine.LongAnswer;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A container in which one layer is made; gone when it is closed. For one thread.
final class StepContainer implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofHours(2);

  private final DockerClient docker;
  private final String id;

  private StepContainer(DockerClient docker, String id) {
    this.docker = docker;
    this.id = id;
  }

  /// `owner` is noted on it, so that what a server that died left can be told.
  static StepContainer create(
      DockerClient docker,
      String image,
      String owner,
      List<String> command,
      UnaryOperator<CreateContainerCmd> more) {
    CreateContainerCmd create =
        docker
            .createContainerCmd(image)
            .withLabels(Map.of(Labels.BUILD, owner))
            .withEntrypoint("")
            .withUser("0:0")
            .withCmd(command);
    create
        .getHostConfig()
        .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE))
        .withInit(true);
    return new StepContainer(docker, more.apply(create).exec().getId());
  }

  String id() {
    return id;
  }

  /// Runs its command to the end; gives the exit code.
  int run(BuildOutput output) throws InterruptedException {
    try (var frames = new Frames(output)) {
      // Before it starts: of its log the last line may come too late to be followed.
      docker
          .attachContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(frames);
      frames.awaitBegun();
      docker.startContainerCmd(id).exec();
      if (!frames.awaitCompletion(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new EngineException("it did not end within %d h".formatted(LONGEST.toHours()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output.end();
    return docker
        .waitContainerCmd(id)
        .exec(new WaitContainerResultCallback())
        .awaitStatusCode(1, TimeUnit.MINUTES);
  }

  /// What it changed becomes a layer.
  String commit(String repository, String tag, Map<String, String> labels) {
    return docker
        .commitCmd(id)
        .withRepository(repository)
        .withTag(tag)
        .withLabels(labels)
        .withCmd("sh")
        .exec();
  }

  /// Also on an interrupted thread, which would get no answer from the engine.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException _) {
      // removed by hand
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Frames extends LongAnswer<Frame> {
    private final BuildOutput output;

    private Frames(BuildOutput output) {
      this.output = output;
    }

    @Override
    public void onNext(Frame frame) {
      output.bytes(frame.getPayload());
    }
  }
}

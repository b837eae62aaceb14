package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.carafe.model.aot.AotTask;
import dev.carafe.model.aot.TrainingRoom;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Trains in containers, one for each run, that see Java and the class path as every container
/// does. They have no network and get the processor when nobody else wants it.
final class ContainerTraining implements TrainingRoom {
  private static final int FEWEST_SHARES = 2;
  private static final int LIMIT_SECONDS = 120;

  private final AotTask task;
  private final OwnContainers docker;
  private final Path runtime;
  private final ContainerUser user;
  private final ContainerFolder room;
  private volatile boolean ending;

  private ContainerTraining(
      AotTask task, OwnContainers docker, Path runtime, ContainerUser user, ContainerFolder room) {
    this.task = task;
    this.docker = docker;
    this.runtime = runtime;
    this.user = user;
    this.room = room;
  }

  static ContainerTraining in(
      Path parent, OwnContainers docker, Path runtime, ContainerUser user, AotTask task)
      throws IOException {
    var room = new ContainerFolder(parent.resolve("training-" + task.key()));
    room.delete();
    room.create(user, Map.of(), OptionalLong.empty());
    room.give(user, task.agentConfig());
    return new ContainerTraining(task, docker, runtime, user, room);
  }

  @Override
  public Path folder() {
    return room.root();
  }

  @Override
  public String inside(String name) {
    return Layout.own(name);
  }

  @Override
  public boolean run(List<String> flags) throws IOException {
    if (ending) {
      return false;
    }
    DockerClient client = docker.daemon().prompt();
    try {
      String container =
          client
              .createContainerCmd(task.image())
              .withLabels(Map.of(Labels.TRAINING, docker.data()))
              .withUser(user.toString())
              .withWorkingDir(Layout.own(ContainerFolder.WORK))
              .withEnv("LANG=C.UTF-8", "HOME=" + Layout.own(ContainerFolder.HOME))
              .withEntrypoint(Layout.JAVA + "/bin/java")
              .withCmd(arguments(flags))
              .withHostConfig(host())
              .exec()
              .getId();
      try {
        client.startContainerCmd(container).exec();
        return exitCode(container) == 0;
      } finally {
        client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
      }
    } catch (RuntimeException e) {
      throw new IOException("Training in a container failed: " + OwnContainers.words(e), e);
    }
  }

  private int exitCode(String container) {
    try (var ended =
        docker
            .daemon()
            .patient()
            .waitContainerCmd(container)
            .exec(new WaitContainerResultCallback())) {
      return ended.awaitStatusCode(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (DockerClientException e) {
      return ExitWords.UNKNOWN; // it takes too long, or was taken away by stop()
    } catch (IOException e) {
      return ExitWords.UNKNOWN;
    }
  }

  private HostConfig host() {
    return HostConfig.newHostConfig()
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withCpuShares(FEWEST_SHARES)
        .withNetworkMode("none")
        .withMounts(Mounts.java(room.root(), runtime, task.classPath()));
  }

  private List<String> arguments(List<String> flags) {
    List<String> arguments = new ArrayList<>(AgentJvm.FLAGS);
    arguments.addAll(flags);
    arguments.addAll(task.flags());
    arguments.addAll(
        List.of(
            "-cp",
            Layout.classPath(task.classPath().size()),
            AgentJvm.MAIN,
            "--train",
            Layout.own(ContainerFolder.CONFIG)));
    return arguments;
  }

  @Override
  public void stop() {
    ending = true;
    docker.sweepTrainings();
  }

  @Override
  public void close() throws IOException {
    room.delete();
  }
}

package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.mount.MountNamespace;
import dev.carafe.model.spi.ContainerExit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the daemon has of one server's containers, which are labelled with its data directory.
/// Whatever has ended already is as good as asked for.
record OwnContainers(Daemon daemon, String data) {
  private static final Logger log = LoggerFactory.getLogger(OwnContainers.class);
  private static final List<String> ENDED = List.of("exited", "dead");

  /// Starts it; returns once its process runs.
  void start(Running container, Creation creation) {
    CreateContainerCmd command = docker().createContainerCmd(creation.start().image());
    creation.apply(command);
    container.created(command.exec().getId());
    docker().startContainerCmd(container.dockerId()).exec();
  }

  private DockerClient docker() {
    return daemon.prompt();
  }

  /// Those of functions.
  List<Container> all() {
    return listed(true);
  }

  /// Those that are networks.
  List<Container> sandboxes() {
    return listed(false);
  }

  private List<Container> listed(boolean ofFunctions) {
    return docker()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.DATA, data))
        .exec()
        .stream()
        .filter(c -> c.getLabels().containsKey(Labels.SANDBOX) != ofFunctions)
        .toList();
  }

  Sandbox sandbox(String image) {
    return Sandbox.start(docker(), data, image);
  }

  Sandbox known(String sandbox) {
    return new Sandbox(docker(), sandbox);
  }

  /// The network that one of an earlier server joined.
  Optional<Sandbox> network(Container container) {
    String mode =
        container.getHostConfig() == null ? null : container.getHostConfig().getNetworkMode();
    return Optional.ofNullable(mode).flatMap(NetworkMode::joined).map(this::known);
  }

  static String appOf(Container container) {
    return Objects.requireNonNull(container.getLabels().get(Labels.APP));
  }

  /// Ends what makes AOT caches for this server, or did for one that died.
  void sweepTrainings() {
    try {
      docker()
          .listContainersCmd()
          .withShowAll(true)
          .withLabelFilter(Map.of(Labels.TRAINING, data))
          .exec()
          .forEach(c -> remove(c.getId(), "training"));
    } catch (RuntimeException e) {
      log.warn("trainings could not be swept: {}", words(e));
    }
  }

  static boolean hasEnded(Container container) {
    return ENDED.contains(container.getState());
  }

  /// All that is listed has the label.
  static ContainerId idOf(Container container) {
    return new ContainerId(Objects.requireNonNull(container.getLabels().get(Labels.CONTAINER)));
  }

  /// One that an earlier server had started.
  Running adopted(Container container) {
    Running adopted = new Running(idOf(container), memoryLimit(container));
    adopted.created(container.getId());
    return adopted;
  }

  private OptionalLong memoryLimit(Container container) {
    try {
      HostConfig host = docker().inspectContainerCmd(container.getId()).exec().getHostConfig();
      Long memory = host == null ? null : host.getMemory();
      return memory == null || memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory);
    } catch (NotFoundException e) {
      return OptionalLong.empty(); // it has just gone
    }
  }

  /// How it ended; empty while the daemon does not answer.
  Optional<ContainerExit> exit(Running container) {
    try {
      ContainerState state = docker().inspectContainerCmd(container.dockerId()).exec().getState();
      Long code = state.getExitCodeLong();
      return Optional.of(
          ExitWords.of(
              container,
              code == null ? ExitWords.UNKNOWN : Math.toIntExact(code),
              Boolean.TRUE.equals(state.getOOMKilled()),
              OutputTail.of(daemon.patient(), container.dockerId())));
    } catch (NotFoundException e) {
      return Optional.of(
          ExitWords.untold(container, "its container was removed from Docker by hand"));
    } catch (DockerException e) {
      return Optional.of(ExitWords.untold(container, "Docker does not say: " + words(e)));
    } catch (RuntimeException e) {
      return Optional.empty(); // how docker-java tells of a connection that broke
    }
  }

  /// Of its processes. The number of one that has ended may be another's by now: only what still
  /// runs under the same number afterwards was meant.
  MountNamespace mounts(Running container) throws IOException {
    long pid = pid(container);
    MountNamespace mounts = MountNamespace.of(pid);
    if (pid(container) != pid) {
      mounts.close();
      throw new IOException("the container has just ended");
    }
    return mounts;
  }

  private long pid(Running container) throws IOException {
    try {
      Long pid = docker().inspectContainerCmd(container.dockerId()).exec().getState().getPidLong();
      if (pid == null || pid == 0) {
        throw new IOException("the container does not run");
      }
      return pid;
    } catch (RuntimeException e) {
      throw new IOException("Docker does not say where it runs: " + words(e), e);
    }
  }

  void remove(Running container) {
    if (container.wasCreated()) {
      remove(container.dockerId(), container.id().value());
    }
  }

  void remove(Container container) {
    remove(container.getId(), idOf(container).value());
  }

  private void remove(String dockerId, String name) {
    remove(docker(), dockerId, name);
  }

  static void remove(DockerClient docker, String dockerId, String name) {
    try {
      docker.removeContainerCmd(dockerId).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // somebody was faster, or is about to be done
    } catch (RuntimeException e) {
      log.warn("container={} stays in Docker until the next start: {}", name, words(e));
    }
  }

  /// Returns once it has ended, at the latest after `grace`.
  void stop(Running container, Duration grace) {
    try {
      docker()
          .stopContainerCmd(container.dockerId())
          .withTimeout(Math.toIntExact(grace.toSeconds()))
          .exec();
    } catch (NotFoundException | NotModifiedException e) {
      // it has ended
    } catch (RuntimeException e) {
      log.warn("container={} could not be stopped: {}", container.id(), words(e));
    }
  }

  void kill(Running container) {
    kill(container.dockerId());
  }

  void kill(String dockerId) {
    try {
      docker().killContainerCmd(dockerId).exec();
    } catch (RuntimeException e) {
      log.debug("container={} was not killed: {}", dockerId, words(e)); // it has ended
    }
  }

  static String words(Exception e) {
    return String.valueOf(e.getMessage()).strip();
  }
}

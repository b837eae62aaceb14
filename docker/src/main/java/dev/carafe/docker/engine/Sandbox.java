package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A network that containers join instead of having one made for each: a container that sleeps, of
/// nobody's user, without capabilities and with nothing to write to.
record Sandbox(DockerClient docker, String id) {
  /// By what containers find servers of this machine that listen on all its addresses.
  private static final String HOST_NAME = "host.docker.internal:host-gateway";

  private static final String FOR_EVER = "2147483647";
  private static final long PIDS = 16;
  private static final long MEMORY = 16L << 20;

  /// Starts one on any image with a shell.
  static Sandbox start(DockerClient docker, String data, String image) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withReadonlyRootfs(true)
            .withPidsLimit(PIDS)
            .withMemory(MEMORY)
            .withNetworkMode("bridge")
            .withExtraHosts(HOST_NAME)
            .withLogConfig(new LogConfig(LoggingType.NONE));
    CreateContainerCmd command =
        docker
            .createContainerCmd(image)
            .withName("carafe-network-" + UUID.randomUUID().toString().substring(0, 8))
            .withLabels(Map.of(Labels.DATA, data, Labels.SANDBOX, ""))
            .withUser("65534:65534")
            .withWorkingDir("/")
            .withEnv("NVIDIA_VISIBLE_DEVICES=void")
            .withEntrypoint("/bin/sh", "-c", "exec sleep " + FOR_EVER)
            .withCmd()
            .withHostConfig(host);
    Sandbox sandbox = new Sandbox(docker, command.exec().getId());
    try {
      docker.startContainerCmd(sandbox.id).exec();
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.remove();
      throw e;
    }
  }

  /// How a container that is created names it as its network.
  String networkMode() {
    return NetworkMode.of(id);
  }

  boolean runs() {
    try {
      return Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getRunning());
    } catch (NotFoundException e) {
      return false;
    }
  }

  void remove() {
    OwnContainers.remove(docker, id, id);
  }
}

package dev.carafe.agent;

import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.link.Link;
import dev.carafe.agent.logs.CurrentInput;
import dev.carafe.agent.mount.MountedVolumes;
import dev.carafe.client.spi.ContainerBridge;
import dev.carafe.protocol.proto.InputKey;
import java.nio.file.Path;
import java.util.Optional;

/// What user code reaches through `Carafe.current()`, `CallContext.current()` and
/// `Volume.mounted(…)`.
final class Bridge implements ContainerBridge {
  private final Assignment assignment;
  private final Link link;
  private final MountedVolumes volumes;

  Bridge(Assignment assignment, Link link, MountedVolumes volumes) {
    this.assignment = assignment;
    this.link = link;
    this.volumes = volumes;
  }

  @Override
  public String serverAddress() {
    return assignment.serverAddress();
  }

  @Override
  public Optional<String> token() {
    return Optional.of(link.token()).filter(t -> !t.isEmpty());
  }

  @Override
  public String app() {
    return assignment.app();
  }

  @Override
  public String containerId() {
    return assignment.container();
  }

  @Override
  public Optional<Current> current() {
    if (!CurrentInput.SCOPE.isBound()) {
      return Optional.empty();
    }
    CurrentInput input = CurrentInput.SCOPE.get();
    InputKey key = input.key();
    return Optional.of(
        new Current(
            key.getCallId(),
            key.getCallId() + ":" + key.getIndex(),
            key.getAttempt(),
            input.deadline()));
  }

  @Override
  public Optional<Path> mountPath(String volume) {
    return volumes.path(volume);
  }

  @Override
  public long commit(String volume) {
    return volumes.commit(volume);
  }

  @Override
  public void reload(String volume) {
    volumes.reload(volume);
  }
}

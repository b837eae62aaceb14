package dev.carafe.docker.engine;

import dev.carafe.model.mount.OverlayMount;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Volumes of containers that run. A container may not mount, so the server goes into its mount
/// namespace and puts the newer view in place of the old one. Docker keeps the view it mounted
/// itself until the container is gone.
record LiveVolumes(OwnContainers docker) {
  void show(Running container, VolumeAttachment view) {
    try {
      requireRoot(view);
      try (var overlay = OverlayMount.of(view);
          var there = docker.mounts(container)) {
        overlay.replace(Path.of(view.path()), there);
      }
    } catch (IOException e) {
      throw new EngineException(
          "The Volume %s at %s could not be reloaded: %s. It shows what it showed before"
              .formatted(view.volume(), view.path(), e.getMessage()),
          e);
    }
  }

  /// Whether this server can show anything.
  static boolean permitted() {
    try {
      return user().equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  private static Object user() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static void requireRoot(VolumeAttachment view) throws IOException {
    Object user = user();
    if (!user.equals(0)) {
      throw new EngineException(
          "The Volume %s cannot be reloaded in a running container: only root may mount there, and the server is user %s. Let a new container start, run the server as root, or use --engine process"
              .formatted(view.volume(), user));
    }
  }
}

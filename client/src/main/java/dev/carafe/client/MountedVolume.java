package dev.carafe.client;

import dev.carafe.client.spi.ContainerBridge;
import java.nio.file.Path;

/// A Volume as this container sees it: the newest version at its start, and its own writes.
public final class MountedVolume {
  private final String name;
  private final Path path;
  private final ContainerBridge container;

  private MountedVolume(String name, Path path, ContainerBridge container) {
    this.name = name;
    this.path = path;
    this.container = container;
  }

  static MountedVolume named(String name) {
    ContainerBridge container =
        ContainerBridge.installed()
            .orElseThrow(
                () ->
                    new InvalidException(
                        ("Volume.mounted(\"%s\") works in a container, and this JVM is none. Here,"
                                + " use carafe.volumes().get(\"%s\")")
                            .formatted(name, name)));
    Path path =
        container
            .mountPath(name)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        ("This container does not mount the Volume %s. Add volumes ="
                                + " @Mount(volume = \"%s\", path = \"/…\") to its function or"
                                + " class")
                            .formatted(name, name)));
    return new MountedVolume(name, path, container);
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// Where it is mounted.
  public Path path() {
    return path;
  }

  /// Makes all changes of this container since its last commit one new version, on disk and visible
  /// to every container that starts or reloads once this returns. Gives the version's number.
  public long commit() {
    try {
      return container.commit(name);
    } catch (IllegalStateException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Moves this container's view to the newest version; its uncommitted changes stay on top.
  /// Refused with an [InvalidException] while a file of the Volume is open for writing.
  public void reload() {
    try {
      container.reload(name);
    } catch (IllegalStateException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }
}

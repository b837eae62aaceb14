package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

/// A Volume at an absolute path of the container; `subPath` is empty for the whole Volume.
public record MountSpec(
    String volume, String path, boolean readOnly, boolean createIfMissing, String subPath) {

  public MountSpec {
    require(!volume.isBlank(), "a mount names no Volume");
    require(path.startsWith("/"), "a mount path is absolute: " + path);
  }
}

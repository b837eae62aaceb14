package dev.carafe.model.spi;

import java.nio.file.Path;

/// A Volume's version as an immutable tree on this host, and where a container's own writes go
/// above it (overlay upper and work directories; unused when read-only). `path` is where the
/// container sees it.
public record VolumeAttachment(
    String volume, String path, boolean readOnly, Path tree, Path upper, Path work) {}

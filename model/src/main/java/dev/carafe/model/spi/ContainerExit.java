package dev.carafe.model.spi;

import dev.carafe.model.id.ContainerId;

/// A container ended. `reason` is for people: "exit code 3", "killed: out of memory (limit 512
/// MiB)".
public record ContainerExit(
    ContainerId container, int exitCode, boolean outOfMemory, String reason) {}

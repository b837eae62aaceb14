package dev.carafe.client;

import java.time.Instant;

/// One version of a Volume: who made it when, and how much it holds.
public record VolumeVersion(long version, Instant at, String by, long files, long bytes) {}

package dev.carafe.client;

import java.time.Instant;
import java.util.List;

/// One Volume: its newest version, how much that holds, and the apps that mount it.
public record VolumeEntry(
    String name, long version, long files, long bytes, Instant changed, List<String> usedBy) {
  public VolumeEntry {
    usedBy = List.copyOf(usedBy);
  }
}

package dev.carafe.scheduler.core;

/// One GPU of a node: its index as the engine names it, its type as users write it.
public record Gpu(String index, String type, long memoryBytes) {

  public Gpu {
    if (index.isEmpty() || type.isBlank()) {
      throw new IllegalArgumentException("a GPU has an index and a type: " + index + " " + type);
    }
  }
}

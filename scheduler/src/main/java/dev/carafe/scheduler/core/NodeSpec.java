package dev.carafe.scheduler.core;

import java.util.List;
import java.util.Map;

/// What a machine offers to containers. The label `region` is what a function's regions ask for.
public record NodeSpec(double cpu, long memoryBytes, List<Gpu> gpus, Map<String, String> labels) {

  public NodeSpec {
    if (cpu <= 0 || memoryBytes <= 0) {
      throw new IllegalArgumentException(
          "a node offers CPU and memory: %s cores, %d bytes".formatted(cpu, memoryBytes));
    }
    gpus = List.copyOf(gpus);
    labels = Map.copyOf(labels);
    if (gpus.stream().map(Gpu::index).distinct().count() != gpus.size()) {
      throw new IllegalArgumentException("two GPUs share an index: " + gpus);
    }
  }
}

package dev.carafe.client.control;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What one running container uses, beside what its `function` reserves and may use at most: `cpu`
/// in cores, over about a second; memory in bytes, empty where its machine does not say.
public record ContainerStats(
    String id,
    String app,
    String function,
    double cpu,
    double cpuReserved,
    OptionalDouble cpuLimit,
    OptionalLong memoryBytes,
    long memoryReservedBytes,
    OptionalLong memoryLimitBytes,
    int threads,
    List<String> gpus) {
  public ContainerStats {
    gpus = List.copyOf(gpus);
  }
}

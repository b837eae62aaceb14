package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What one container asks of a node: cores, bytes, and GPU choices in order of preference (empty
/// for none).
public record Resources(
    double cpu,
    OptionalDouble cpuLimit,
    long memoryBytes,
    OptionalLong memoryLimitBytes,
    OptionalLong ephemeralDiskBytes,
    List<GpuRequest> gpu) {

  public Resources {
    require(cpu > 0, "cpu must be positive: " + cpu);
    require(memoryBytes > 0, "memory must be positive: " + memoryBytes);
    gpu = List.copyOf(gpu);
  }
}

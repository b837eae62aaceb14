package dev.carafe.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A caller's own values for a class; they make a container pool of their own, beside the deployed
/// one. What is not given stays as deployed. Each method gives a new value.
public record PoolOptions(
    List<String> gpu,
    Optional<Double> cpu,
    Optional<String> memory,
    Optional<Duration> timeout,
    Optional<Integer> minContainers,
    Optional<Integer> maxContainers,
    Optional<Integer> bufferContainers,
    Optional<Duration> scaledownWindow,
    Optional<Integer> retries,
    Optional<Integer> concurrent) {

  /// Everything as deployed.
  public static final PoolOptions AS_DEPLOYED =
      new PoolOptions(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public PoolOptions {
    gpu = List.copyOf(gpu);
  }

  /// GPU choices in order of preference: `A100`, `H100:2`, `any`.
  public PoolOptions gpu(String... choices) {
    return new PoolOptions(
        Arrays.asList(choices),
        cpu,
        memory,
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// CPU cores of one container.
  public PoolOptions cpu(double cores) {
    return new PoolOptions(
        gpu,
        Optional.of(cores),
        memory,
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// Memory of one container, with a unit: `4GiB`.
  public PoolOptions memory(String size) {
    return new PoolOptions(
        gpu,
        cpu,
        Optional.of(size),
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// Longest run of one attempt.
  public PoolOptions timeout(Duration limit) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        Optional.of(limit),
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// Containers kept up at all times.
  public PoolOptions minContainers(int count) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        Optional.of(count),
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// Most containers at once; 0 means no cap.
  public PoolOptions maxContainers(int count) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        minContainers,
        Optional.of(count),
        bufferContainers,
        scaledownWindow,
        retries,
        concurrent);
  }

  /// Idle containers kept in reserve while the pool is active.
  public PoolOptions bufferContainers(int count) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        minContainers,
        maxContainers,
        Optional.of(count),
        scaledownWindow,
        retries,
        concurrent);
  }

  /// How long a container may idle: 2 s to 20 min.
  public PoolOptions scaledownWindow(Duration window) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        Optional.of(window),
        retries,
        concurrent);
  }

  /// More attempts after a failure.
  public PoolOptions retries(int count) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        Optional.of(count),
        concurrent);
  }

  /// Inputs at once in one container.
  public PoolOptions concurrent(int count) {
    return new PoolOptions(
        gpu,
        cpu,
        memory,
        timeout,
        minContainers,
        maxContainers,
        bufferContainers,
        scaledownWindow,
        retries,
        Optional.of(count));
  }
}

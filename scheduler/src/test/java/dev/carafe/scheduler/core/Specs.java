package dev.carafe.scheduler.core;

import dev.carafe.model.app.Batching;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Pools for tests: one function `embed`, one CPU, 1 GiB, one input at a time, unless said
/// otherwise.
public final class Specs {
  private String app = "embeddings";
  private String service = "Embedder";
  private String family = "";
  private String kind = "";
  private double cpu = 1;
  private long memory = 1L << 30;
  private List<GpuRequest> gpu = List.of();
  private Scaling scaling = new Scaling(0, 0, 0, Duration.ofSeconds(60));
  private Concurrency concurrency = Concurrency.ONE;
  private Timeouts timeouts = new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5));
  private RetryPolicy retries = RetryPolicy.NONE;
  private boolean singleUse;
  private Map<String, String> nodeSelector = Map.of();
  private final List<PoolFunction> functions = new ArrayList<>();

  public static Specs spec() {
    return new Specs();
  }

  public Specs named(String app, String service) {
    this.app = app;
    this.service = service;
    return this;
  }

  public Specs family(String family) {
    this.family = family;
    return this;
  }

  public Specs kind(String kind) {
    this.kind = kind;
    return this;
  }

  public Specs cpu(double cpu) {
    this.cpu = cpu;
    return this;
  }

  public Specs memory(long bytes) {
    this.memory = bytes;
    return this;
  }

  public Specs gpu(String... choices) {
    this.gpu = java.util.Arrays.stream(choices).map(GpuRequest::parse).toList();
    return this;
  }

  public Specs scaling(int min, int max, int buffer) {
    this.scaling = new Scaling(min, max, buffer, Duration.ofSeconds(60));
    return this;
  }

  public Specs concurrency(int max, int target) {
    this.concurrency = new Concurrency(max, target);
    return this;
  }

  public Specs timeout(Duration attempt) {
    this.timeouts = new Timeouts(attempt, timeouts.startup());
    return this;
  }

  public Specs startupTimeout(Duration startup) {
    this.timeouts = new Timeouts(timeouts.attempt(), startup);
    return this;
  }

  public Specs retries(int n) {
    this.retries = new RetryPolicy(n, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(60));
    return this;
  }

  public Specs singleUse() {
    this.singleUse = true;
    return this;
  }

  public Specs nodeSelector(Map<String, String> labels) {
    this.nodeSelector = labels;
    return this;
  }

  public Specs function(String name, String signature) {
    functions.add(new PoolFunction(name, signature, Optional.empty()));
    return this;
  }

  public Specs batched(String name, int maxSize, Duration maxWait) {
    functions.add(
        new PoolFunction(name, "(String) float[]", Optional.of(new Batching(maxSize, maxWait))));
    return this;
  }

  public PoolSpec build() {
    return new PoolSpec(
        app,
        service,
        family.isEmpty() ? app + "/" + service : family,
        kind.isEmpty() ? app + "/" + service : kind,
        functions.isEmpty()
            ? List.of(new PoolFunction("embed", "(String) float[]", Optional.empty()))
            : functions,
        new Resources(
            cpu, OptionalDouble.empty(), memory, OptionalLong.empty(), OptionalLong.empty(), gpu),
        scaling,
        concurrency,
        timeouts,
        retries,
        singleUse,
        List.of(),
        nodeSelector);
  }
}

package dev.carafe.server.deploy;

import dev.carafe.model.app.ByteSizes;
import dev.carafe.model.app.Concurrency;
import dev.carafe.model.app.Durations;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.Resources;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.app.Timeouts;
import dev.carafe.protocol.proto.ServiceOptions;
import dev.carafe.server.refusal.Refusal;
import java.time.Duration;
import java.util.List;

/// A caller's own values for a service, laid over those of the deployment.
final class CallerOptions {
  private CallerOptions() {}

  static ServiceSpec apply(ServiceSpec service, ServiceOptions options) {
    if (options.equals(ServiceOptions.getDefaultInstance())) {
      return service;
    }
    try {
      return new ServiceSpec(
          service.name(),
          service.kind(),
          service.className(),
          service.parameters(),
          service.enter(),
          service.exit(),
          service.functions(),
          resources(service.resources(), options),
          scaling(service.scaling(), options),
          options.hasConcurrent()
              ? new Concurrency(options.getConcurrent(), options.getConcurrent())
              : service.concurrency(),
          timeouts(service.timeouts(), options),
          options.hasRetries() ? retries(service.retries(), options) : service.retries(),
          service.image(),
          service.mounts(),
          service.buckets(),
          service.secrets(),
          service.env(),
          service.policy());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(
          "The options for %s cannot be used: %s".formatted(service.name(), e.getMessage()));
    }
  }

  private static Resources resources(Resources r, ServiceOptions options) {
    List<GpuRequest> gpu = options.getGpuList().stream().map(GpuRequest::parse).toList();
    return new Resources(
        options.hasCpu() ? options.getCpu() : r.cpu(),
        r.cpuLimit(),
        options.hasMemory() ? ByteSizes.parse(options.getMemory()) : r.memoryBytes(),
        r.memoryLimitBytes(),
        r.ephemeralDiskBytes(),
        gpu.isEmpty() ? r.gpu() : gpu);
  }

  private static Scaling scaling(Scaling s, ServiceOptions options) {
    return new Scaling(
        options.hasMinContainers() ? options.getMinContainers() : s.min(),
        options.hasMaxContainers() ? options.getMaxContainers() : s.max(),
        options.hasBufferContainers() ? options.getBufferContainers() : s.buffer(),
        options.hasScaledownWindow()
            ? Durations.parse(options.getScaledownWindow())
            : s.scaledownWindow());
  }

  private static Timeouts timeouts(Timeouts t, ServiceOptions options) {
    if (!options.hasTimeout()) {
      return t;
    }
    Duration attempt = Durations.parse(options.getTimeout());
    return new Timeouts(attempt, t.startup().equals(t.attempt()) ? attempt : t.startup());
  }

  private static RetryPolicy retries(RetryPolicy r, ServiceOptions options) {
    return new RetryPolicy(options.getRetries(), r.initialDelay(), r.backoff(), r.maxDelay());
  }
}

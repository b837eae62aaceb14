package dev.carafe.server.endpoint;

import dev.carafe.model.app.Resources;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.protocol.proto.ContainerStatsRow;
import dev.carafe.server.containers.ContainerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What containers use, beside what they asked for; each is measured at the same time.
record ContainerStats(ContainerEngine engine) {

  /// Those that end meanwhile are left out.
  List<ContainerStatsRow> of(List<ContainerRecord> containers) throws InterruptedException {
    List<ContainerStatsRow> rows = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<ContainerStatsRow>>> readings =
          containers.stream()
              .<Callable<Optional<ContainerStatsRow>>>map(
                  c -> () -> engine.usage(c.id()).map(usage -> row(c, usage)))
              .toList();
      for (Future<Optional<ContainerStatsRow>> reading : threads.invokeAll(readings)) {
        reading.get().ifPresent(rows::add);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failed
          ? failed
          : new IllegalStateException(e.getCause());
    }
    return rows;
  }

  private static ContainerStatsRow row(ContainerRecord container, ContainerUsage usage) {
    Resources asked = container.pool().service().resources();
    return ContainerStatsRow.newBuilder()
        .setId(container.id().value())
        .setApp(container.pool().app().name())
        .setFunction(container.pool().service().name())
        .setCpu(usage.cores())
        .setCpuReserved(asked.cpu())
        .setCpuLimit(asked.cpuLimit().orElse(0))
        .setMemoryBytes(usage.memoryBytes())
        .setMemoryReservedBytes(asked.memoryBytes())
        .setMemoryLimitBytes(asked.memoryLimitBytes().orElse(0))
        .setThreads(usage.threads())
        .addAllGpus(container.gpus())
        .build();
  }
}

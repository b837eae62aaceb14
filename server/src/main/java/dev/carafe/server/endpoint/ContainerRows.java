package dev.carafe.server.endpoint;

import dev.carafe.model.id.ContainerId;
import dev.carafe.protocol.proto.ContainerRow;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Containers as rows: those the scheduler holds, and those that ended in the last hour.
final class ContainerRows {
  private static final Duration ENDED_SHOWN = Duration.ofHours(1);

  private final SchedulerLoop loop;
  private final Containers containers;

  ContainerRows(SchedulerLoop loop, Containers containers) {
    this.loop = loop;
    this.containers = containers;
  }

  List<ContainerRow> list(String app, boolean stopped) {
    List<ContainerRow> rows = new ArrayList<>();
    for (var c : loop.snapshot().containers()) {
      rows.add(
          ContainerRow.newBuilder()
              .setId(c.container().value())
              .setApp(c.app())
              .setFunction(c.service())
              .setState(c.state().name())
              .setReason(c.reason())
              .setNode(c.node().map(Object::toString).orElse(""))
              .addAllGpus(c.gpus())
              .setInputs(c.inputs())
              .setStartedMillis(started(c.container(), c.createdMillis()))
              .build());
    }
    if (stopped) {
      long since = Instant.now().minus(ENDED_SHOWN).toEpochMilli();
      containers.ended().stream()
          .filter(c -> c.endedMillis() >= since)
          .map(ContainerRows::ended)
          .forEach(rows::add);
    }
    rows.removeIf(r -> !app.isEmpty() && !r.getApp().equals(app));
    return rows;
  }

  /// The scheduler counts from when it came to know of it, which is later where it found it
  /// running.
  private long started(ContainerId container, long known) {
    return containers.running(container).map(ContainerRecord::createdMillis).orElse(known);
  }

  private static ContainerRow ended(ContainerRecord container) {
    return ContainerRow.newBuilder()
        .setId(container.id().value())
        .setApp(container.pool().app().name())
        .setFunction(container.pool().service().name())
        .setState("STOPPED")
        .setReason(container.endReason())
        .addAllGpus(container.gpus())
        .setStartedMillis(container.createdMillis())
        .build();
  }
}

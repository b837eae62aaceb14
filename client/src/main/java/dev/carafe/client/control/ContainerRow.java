package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One container. `function` is the name of what it runs; `reason` says why it is in this state.
public record ContainerRow(
    String id,
    String app,
    String function,
    String state,
    String reason,
    String node,
    List<String> gpus,
    int inputs,
    Optional<Instant> started) {
  public ContainerRow {
    gpus = List.copyOf(gpus);
  }
}

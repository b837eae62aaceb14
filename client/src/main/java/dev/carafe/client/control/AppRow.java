package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;

/// One app of a server. `state` is deployed, ephemeral or failing; `reason` says why it is failing.
public record AppRow(
    String name,
    long version,
    String state,
    String reason,
    int containers,
    List<String> functions,
    Instant deployed) {
  public AppRow {
    functions = List.copyOf(functions);
  }
}

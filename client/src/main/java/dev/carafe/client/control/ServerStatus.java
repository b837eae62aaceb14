package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;

/// What a server says about itself. `engineReason` says why this engine was picked; `gpuSource` who
/// told of the GPUs, or why there are none.
public record ServerStatus(
    String address,
    long pid,
    String version,
    String engine,
    String engineReason,
    String dataDir,
    Instant started,
    int containers,
    int apps,
    List<String> gpus,
    String gpuSource) {
  public ServerStatus {
    gpus = List.copyOf(gpus);
  }
}

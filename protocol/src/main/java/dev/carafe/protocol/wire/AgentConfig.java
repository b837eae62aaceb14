package dev.carafe.protocol.wire;

import dev.carafe.model.app.ServiceSpec;
import java.util.List;
import java.util.Map;

/// All an agent needs to know, so that it looks nothing up: written to a file only its container
/// can read. `parameters` are in canonical text, defaults filled in. `serverAddress` is
/// `host:port`.
public record AgentConfig(
    String container,
    String serverAddress,
    String token,
    String app,
    long version,
    ServiceSpec service,
    Map<String, String> parameters,
    List<VolumeView> volumes) {

  /// A Volume as mounted in the container.
  public record VolumeView(String volume, String path, boolean readOnly) {}

  public AgentConfig {
    parameters = Map.copyOf(parameters);
    volumes = List.copyOf(volumes);
  }
}

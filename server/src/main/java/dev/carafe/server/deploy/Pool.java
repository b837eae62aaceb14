package dev.carafe.server.deploy;

import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.id.PoolId;
import java.util.Map;

/// A pool as the shell knows it: the version of the app it runs, the service with the caller's
/// options applied, and the parameters' values in canonical text. `family` is the same for every
/// version, `kind` for all values of the parameters.
public record Pool(
    PoolId id,
    String family,
    String kind,
    AppInstance app,
    ServiceSpec service,
    Map<String, String> parameters) {

  public Pool {
    parameters = Map.copyOf(parameters);
  }
}

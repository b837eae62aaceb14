package dev.carafe.docker.engine;

import dev.carafe.model.spi.ContainerStart;
import java.util.Map;

/// By what the containers and volumes of a server are known again.
final class Labels {
  /// The data directory of the server, its identity.
  static final String DATA = "dev.carafe.data";

  static final String CONTAINER = "dev.carafe.container";

  /// On a container that makes an AOT cache, in place of [#DATA].
  static final String TRAINING = "dev.carafe.training";

  private static final String APP = "dev.carafe.app";
  private static final String SERVICE = "dev.carafe.service";

  private Labels() {}

  static Map<String, String> of(String data, ContainerStart start) {
    return Map.of(
        DATA,
        data,
        CONTAINER,
        start.container().value(),
        APP,
        start.app(),
        SERVICE,
        start.service());
  }
}

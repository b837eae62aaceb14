package dev.carafe.docker.engine;

import dev.carafe.model.spi.ContainerStart;
import java.util.Map;

/// The labels that say what is ours in an engine that others use too.
public final class Labels {
  /// On base images that we made, and on the layers above them: their name.
  public static final String BASE = "dev.carafe.base";

  /// On layers: their key.
  public static final String LAYER = "dev.carafe.layer";

  /// On layers: their step, for people.
  public static final String STEP = "dev.carafe.step";

  /// On layers: the folder of the server that built them.
  public static final String BUILDER = "dev.carafe.builder";

  /// On containers in which a layer is built: the folder of the server that builds.
  public static final String BUILD = "dev.carafe.build";

  /// On containers and their volumes: the data directory of the server, its identity.
  static final String DATA = "dev.carafe.data";

  static final String CONTAINER = "dev.carafe.container";

  /// On a container that makes an AOT cache, in place of [#DATA].
  static final String TRAINING = "dev.carafe.training";

  /// On network sandboxes, beside [#DATA].
  static final String SANDBOX = "dev.carafe.sandbox";

  static final String APP = "dev.carafe.app";
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

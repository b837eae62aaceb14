package dev.carafe.docker.image;

/// The labels that say what is ours in an engine that others use too.
final class Labels {
  /// On base images that we made, and on the layers above them: their name.
  static final String BASE = "dev.carafe.base";

  /// On layers: their key.
  static final String LAYER = "dev.carafe.layer";

  /// On containers in which a layer is built: the folder of the server that builds.
  static final String BUILD = "dev.carafe.build";

  private Labels() {}
}

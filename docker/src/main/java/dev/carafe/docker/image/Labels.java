package dev.carafe.docker.image;

/// The labels that say what is ours in an engine that others use too.
final class Labels {
  /// On base images that we made: their name.
  static final String BASE = "dev.carafe.base";

  private Labels() {}
}

package dev.carafe.docker.engine;

import java.util.Optional;

/// What Docker calls the network of a container.
final class NetworkMode {
  static final String NONE = "none";

  private static final String JOINED = "container:";

  private NetworkMode() {}

  /// That of another container.
  static String of(String container) {
    return JOINED + container;
  }

  /// The container whose network was joined.
  static Optional<String> joined(String mode) {
    return mode.startsWith(JOINED)
        ? Optional.of(mode.substring(JOINED.length()))
        : Optional.empty();
  }
}

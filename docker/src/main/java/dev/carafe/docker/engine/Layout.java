package dev.carafe.docker.engine;

/// Where a container finds what is attached to it.
final class Layout {
  /// The folder with the server's socket.
  static final String SERVER = "/carafe/server";

  /// The socket's name in it.
  static final String SOCKET = "agents.sock";

  /// The Java runtime.
  static final String JAVA = "/carafe/java";

  /// Jars of the class path.
  static final String LIB = "/carafe/lib";

  /// The container's own folder.
  static final String OWN = "/carafe/container";

  private Layout() {}
}

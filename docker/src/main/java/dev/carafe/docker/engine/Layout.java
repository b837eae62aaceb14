package dev.carafe.docker.engine;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /// The AOT cache, if there is one.
  static final String AOT_CACHE = "/carafe/cache.aot";

  private Layout() {}

  /// A jar by its place in the class path: what it is called is no business of the container.
  static String jar(int index) {
    return "%s/%03d.jar".formatted(LIB, index);
  }

  static String classPath(int jars) {
    return IntStream.range(0, jars).mapToObj(Layout::jar).collect(Collectors.joining(":"));
  }

  /// A file of the container's own folder.
  static String own(String name) {
    return OWN + "/" + name;
  }
}

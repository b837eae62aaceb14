package dev.carafe.cli.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where things lie on this machine: the jars that user code compiles against, the agent's, and the
/// user's own Carafe folder.
public record Installation(List<Path> api, List<Path> agent, Path home) {

  public Installation {
    api = List.copyOf(api);
    agent = List.copyOf(agent);
  }

  /// As the launcher says in `carafe.api` and `carafe.agent`; without one, the class path of this
  /// JVM.
  static Installation ofThisJvm(Map<String, String> env) {
    return new Installation(
        paths(System.getProperty("carafe.api", System.getProperty("java.class.path", ""))),
        paths(System.getProperty("carafe.agent", System.getProperty("java.class.path", ""))),
        userHome(env).resolve(".carafe"));
  }

  /// As a shell sees `~`; Java's own idea of it does not follow HOME.
  static Path userHome(Map<String, String> env) {
    String home = env.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
  }

  private static List<Path> paths(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(p -> !p.isEmpty())
        .map(p -> Path.of(p).toAbsolutePath())
        .toList();
  }

  /// What may be deleted at any time.
  Path cache() {
    return home.resolve("cache");
  }

  /// The data directory of this user's server.
  Path dataDir(Map<String, String> env) {
    String named = env.getOrDefault("CARAFE_DATA", "");
    return named.isEmpty() ? home.resolve("data") : Path.of(named);
  }
}

package dev.carafe.server.node;

import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.spi.EngineException;
import dev.carafe.server.ServerException;
import java.util.Map;
import java.util.Optional;

/// Which engine was picked, and why, in words for the person who started the server. The `daemon`
/// is there for `docker`.
public record EngineChoice(String engine, String reason, Optional<Daemon> daemon) {

  /// `auto` picks the best there is; a name picks that one or fails.
  public static EngineChoice of(String asked, Map<String, String> env) {
    return switch (asked) {
      case "auto" -> best(env);
      case "process" -> new EngineChoice("process", "asked for", Optional.empty());
      case "docker" -> docker("asked for", env);
      default ->
          throw new ServerException(
              "There is no engine %s. Engines are auto, docker and process.".formatted(asked));
    };
  }

  private static EngineChoice docker(String reason, Map<String, String> env) {
    try {
      Daemon daemon = Daemon.connect(env);
      return new EngineChoice(
          "docker", "%s, Docker %s".formatted(reason, daemon.version()), Optional.of(daemon));
    } catch (EngineException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  private static EngineChoice best(Map<String, String> env) {
    try {
      return docker("a daemon answers here", env);
    } catch (ServerException e) {
      return new EngineChoice(
          "process",
          "no Docker daemon answers here, so each container is a JVM of its own on this machine",
          Optional.empty());
    }
  }
}

package dev.carafe.server.node;

import dev.carafe.docker.DockerEngine;
import dev.carafe.docker.engine.Daemon;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageStock;
import dev.carafe.server.ServerException;
import dev.carafe.volumes.bucket.FuseHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Which engine was picked, and why, in words for the person who started the server. The `daemon`
/// is there for `docker`; `user` is whose processes run in containers.
public record EngineChoice(
    String engine, String reason, ContainerUser user, Optional<Daemon> daemon) {

  /// `auto` picks the best there is; a name picks that one or fails.
  public static EngineChoice of(String asked, Map<String, String> env) {
    return switch (asked) {
      case "auto" -> best(env);
      case "process" -> process("asked for");
      case "docker" -> docker(env);
      default ->
          throw new ServerException(
              "There is no engine %s. Engines are auto, docker and process.".formatted(asked));
    };
  }

  private static EngineChoice docker(Map<String, String> env) {
    try {
      Daemon daemon = Daemon.connect(env);
      return docker("asked for, Docker " + daemon.version(), daemon, env);
    } catch (EngineException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The version of the Docker daemon of this machine; a [ServerException] says why there is none.
  public static String dockerVersion(Map<String, String> env) {
    try (Daemon daemon = Daemon.connect(env)) {
      return daemon.version();
    } catch (EngineException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Finds or makes the default base of images in the Docker engine of this machine, without a
  /// server; a [ServerException] says why it cannot be had.
  public static ImageStock.Base dockerBase(
      Map<String, String> env, Path dataDir, Consumer<String> lines) {
    try (Daemon daemon = Daemon.connect(env)) {
      return DockerEngine.base(daemon, dataDir, lines);
    } catch (EngineException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The default base of images, if the Docker engine of this machine has it; a [ServerException]
  /// says why it cannot be looked for.
  public static Optional<ImageStock.Base> foundDockerBase(Map<String, String> env, Path dataDir) {
    try (Daemon daemon = Daemon.connect(env)) {
      return DockerEngine.foundBase(daemon, dataDir);
    } catch (EngineException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  /// What this machine lacks to mount buckets, and what to do.
  public static Optional<String> bucketsLack(Map<String, String> env) {
    return FuseHost.lacks(env.getOrDefault("PATH", ""));
  }

  /// Docker where a daemon of this machine answers; else the engine that needs nothing.
  private static EngineChoice best(Map<String, String> env) {
    try {
      Daemon daemon = Daemon.connect(env);
      return docker(
          "the daemon of this machine answers, Docker %s; --engine process needs none"
              .formatted(daemon.version()),
          daemon,
          env);
    } catch (EngineException e) {
      return process(
          "each container is a JVM of its own on this machine; no Docker daemon answers");
    }
  }

  private static EngineChoice process(String reason) {
    return new EngineChoice("process", reason, ContainerUser.ofServer(), Optional.empty());
  }

  private static EngineChoice docker(String reason, Daemon daemon, Map<String, String> env) {
    try {
      return new EngineChoice("docker", reason, ContainerUser.of(env), Optional.of(daemon));
    } catch (IllegalArgumentException e) {
      daemon.close();
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }
}

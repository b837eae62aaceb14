package dev.carafe.server.node;

import dev.carafe.server.ServerException;

/// Which engine was picked, and why, in words for the person who started the server.
public record EngineChoice(String engine, String reason) {

  /// `auto` picks the best there is; a name picks that one or fails.
  public static EngineChoice of(String asked) {
    return switch (asked) {
      case "auto" ->
          new EngineChoice(
              "process", "each container is a JVM of its own on this machine; no Docker needed");
      case "process" -> new EngineChoice("process", "asked for");
      case "docker" ->
          throw new ServerException(
              "Starting with --engine docker is refused: this version runs containers as processes only. Leave --engine out.");
      default ->
          throw new ServerException(
              "There is no engine %s. Engines are auto and process.".formatted(asked));
    };
  }
}

package dev.carafe.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Which server `Carafe.connect()` means: `CARAFE_SERVER`, else the `server = "…"` line of
/// `~/.carafe/config.toml`, else the one that runs on this user's data directory.
final class ServerLookup {
  private ServerLookup() {}

  static String address(Map<String, String> env, Path home) {
    return Optional.ofNullable(env.get("CARAFE_SERVER"))
        .filter(s -> !s.isBlank())
        .or(() -> configured(home.resolve(".carafe/config.toml")))
        .or(
            () ->
                running(
                    Optional.ofNullable(env.get("CARAFE_DATA"))
                        .map(Path::of)
                        .orElse(home.resolve(".carafe/data"))))
        .orElseThrow(
            () ->
                new UnavailableException(
                    "No server to connect to: CARAFE_SERVER is not set, ~/.carafe/config.toml names none, and none runs on this machine. Start one (carafe server start), or set CARAFE_SERVER=host:port"));
  }

  private static Optional<String> configured(Path config) {
    if (!Files.isRegularFile(config)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(config)) {
      return lines
          .map(String::strip)
          .filter(l -> l.matches("server\\s*=\\s*\"[^\"]+\".*"))
          .map(l -> l.substring(l.indexOf('"') + 1, l.indexOf('"', l.indexOf('"') + 1)))
          .findFirst();
    } catch (IOException e) {
      throw new InvalidException("Reading %s failed: %s".formatted(config, e.getMessage()), e);
    }
  }

  private static Optional<String> running(Path data) {
    Path file = data.resolve("server.properties");
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("address"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

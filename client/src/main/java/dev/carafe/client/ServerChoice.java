package dev.carafe.client;

import dev.carafe.client.spi.ConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which server `Carafe.connect()` means: `CARAFE_SERVER`, else the profile of
/// `~/.carafe/config.toml` (`CARAFE_PROFILE`, else its `active` one), else the address a server
/// listens on when nothing is said.
record ServerChoice(Map<String, String> env, Path home) {
  private static final String DEFAULT = "127.0.0.1:7460";

  static ServerChoice ofThisProcess() {
    return new ServerChoice(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  ConnectOptions options() {
    String named = env.getOrDefault("CARAFE_SERVER", "");
    ConnectOptions options =
        named.isBlank() ? profile().orElse(ConnectOptions.to(DEFAULT)) : ConnectOptions.to(named);
    String token = env.getOrDefault("CARAFE_TOKEN", "");
    return token.isBlank() ? options : options.withToken(token);
  }

  private Optional<ConnectOptions> profile() {
    Path file = home.resolve(".carafe").resolve("config.toml");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Map<String, String> values;
    try {
      values = TomlText.values(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading %s failed: %s".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidException("%s: %s".formatted(file, e.getMessage()), e);
    }
    String wanted = env.getOrDefault("CARAFE_PROFILE", "");
    String name = wanted.isBlank() ? values.getOrDefault("active", "default") : wanted;
    String server = values.get("profiles." + name + ".server");
    if (server == null) {
      if (wanted.isBlank()) {
        return Optional.empty();
      }
      throw new NotFoundException(
          "%s has no profile %s with a server. Add [profiles.%s] and server = \"HOST:PORT\""
              .formatted(file, name, name));
    }
    ConnectOptions options = ConnectOptions.to(server);
    String token = values.get("profiles." + name + ".token");
    return Optional.of(token == null ? options : options.withToken(token));
  }
}

package dev.carafe.client;

import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.model.file.FileWords;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Which server is meant when nothing is said in the program: `CARAFE_SERVER`, else the profile of
/// `~/.carafe/config.toml` (`CARAFE_PROFILE`, else its `active` one, else `default`), else the one
/// that runs on this user's data directory (`CARAFE_DATA`, else `~/.carafe/data`), else the address
/// a server listens on by default. `CARAFE_TOKEN` goes with each. `folder` is `~/.carafe`.
public record ServerChoice(Map<String, String> env, Path folder) {
  private static final String DEFAULT = "127.0.0.1:7460";

  /// A server that somebody named, and where: `CARAFE_SERVER` or a profile.
  public record Named(ConnectOptions options, String by) {}

  static ServerChoice ofThisProcess() {
    return new ServerChoice(
        System.getenv(), Path.of(System.getProperty("user.home", ".")).resolve(".carafe"));
  }

  ConnectOptions options() {
    return named()
        .map(Named::options)
        .orElseGet(() -> withToken(ConnectOptions.to(running().orElse(DEFAULT))));
  }

  /// The server that the environment or the config file names. Throws a [NotFoundException] for a
  /// profile that is not there, an [InvalidException] for a file that cannot be read.
  public Optional<Named> named() {
    String address = env.getOrDefault("CARAFE_SERVER", "");
    return address.isBlank()
        ? profile()
        : Optional.of(new Named(withToken(ConnectOptions.to(address)), "CARAFE_SERVER"));
  }

  private ConnectOptions withToken(ConnectOptions options) {
    String token = env.getOrDefault("CARAFE_TOKEN", "");
    return token.isBlank() ? options : options.withToken(token);
  }

  /// The server of this user's data directory, which has written down where it listens.
  private Optional<String> running() {
    String data = env.getOrDefault("CARAFE_DATA", "");
    Path directory = data.isBlank() ? folder.resolve("data") : Path.of(data);
    Properties said = new Properties();
    try (Reader in = Files.newBufferedReader(directory.resolve("server.properties"))) {
      said.load(in);
      long pid = Long.parseLong(said.getProperty("pid", "0"));
      return ProcessHandle.of(pid).isPresent()
          ? Optional.ofNullable(said.getProperty("address"))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // none runs there
    }
  }

  private Optional<Named> profile() {
    Path file = folder.resolve("config.toml");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Map<String, String> values;
    try {
      values = TomlText.values(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading %s failed: %s".formatted(file, FileWords.of(e)), e);
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
    return Optional.of(
        new Named(
            withToken(token == null ? options : options.withToken(token)),
            "profile %s of %s".formatted(name, file)));
  }
}

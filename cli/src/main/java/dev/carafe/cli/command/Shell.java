package dev.carafe.cli.command;

import dev.carafe.cli.output.Terminal;
import dev.carafe.client.Carafe;
import dev.carafe.client.ServerChoice;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.image.TargetReader;
import dev.carafe.server.ServerLock;
import dev.carafe.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a command has of the world around it.
record Shell(
    Terminal terminal,
    InputStream in,
    Map<String, String> env,
    Path directory,
    Installation installation) {

  /// This user's data directory.
  Path dataDir() {
    return installation.dataDir(env);
  }

  /// A path as typed, from the working directory.
  Path path(String typed) {
    return directory.resolve(typed);
  }

  /// The server that commands talk to: one that is named, else the one of this user's data
  /// directory, else, when `CARAFE_DATA` names none, whatever listens at the default address.
  Optional<ConnectOptions> server() {
    return namedServer()
        .map(ServerChoice.Named::options)
        .or(() -> ServerLock.holder(dataDir()).map(holder -> options(holder.address())))
        .or(() -> atDefaultAddress().map(this::options));
  }

  /// What `CARAFE_SERVER` or a profile names.
  Optional<ServerChoice.Named> namedServer() {
    return new ServerChoice(env, installation.home()).named();
  }

  private Optional<String> atDefaultAddress() {
    boolean anyWillDo = env.getOrDefault("CARAFE_DATA", "").isEmpty();
    return anyWillDo && listens() ? Optional.of(ServerOptions.DEFAULT_LISTEN) : Optional.empty();
  }

  private static boolean listens() {
    String[] parts = ServerOptions.DEFAULT_LISTEN.split(":");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Connects, or says how to start a server. Whoever waits is told when the server goes away.
  Carafe connect() {
    return Carafe.connect(
        server()
            .map(options -> options.withNotices(terminal::say))
            .orElseThrow(
                () ->
                    new CommandException(
                        ("No server runs on %s, and neither CARAFE_SERVER nor a profile names one."
                                + " Start one with: carafe server start")
                            .formatted(dataDir()))));
  }

  /// How to connect to a server, with the token of `CARAFE_TOKEN` if there is one.
  ConnectOptions options(String address) {
    ConnectOptions options = ConnectOptions.to(address);
    String token = env.getOrDefault("CARAFE_TOKEN", "");
    return token.isEmpty() ? options : options.withToken(token);
  }

  /// Reads targets, from this directory; says what is slow.
  TargetReader targetReader() {
    return new TargetReader(
        installation.api(), installation.cache(), line -> BuiltTarget.progress(this, line));
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.StatusPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.ServerChoice;
import dev.carafe.client.control.AppRow;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerException;
import dev.carafe.server.ServerLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The server of a run: the one that is named, one that runs already, or one of its own in this
/// process, which lives until this run and all others that use it have ended.
final class RunServer {
  private static final int TRIES = 100;

  private final Shell shell;
  private final ConnectOptions options;
  private final boolean own;

  private RunServer(Shell shell, ConnectOptions options, boolean own) {
    this.shell = shell;
    this.options = options;
    this.own = own;
  }

  /// Picks one and says which and why.
  static RunServer pick(Shell shell, EngineOptions options, Cleanup cleanup)
      throws InterruptedException {
    Optional<ServerChoice.Named> named =
        options.data.isPresent() ? Optional.empty() : shell.namedServer();
    if (named.isPresent()) {
      ConnectOptions server = named.get().options();
      options.requireNone(
          "%s names the server at %s".formatted(named.get().by(), server.address()));
      shell.terminal().say("server: %s – from %s".formatted(server.address(), named.get().by()));
      return new RunServer(shell, server, false);
    }
    Path data = options.dataDir(shell);
    for (int i = 0; ; i++) {
      Optional<ServerLock.Holder> holder = ServerLock.holder(data);
      if (holder.isPresent()) {
        options.requireNone(
            "a server runs already at %s (pid %d)"
                .formatted(holder.get().address(), holder.get().pid()));
        shell
            .terminal()
            .say(
                "server: %s – runs already (pid %d)"
                    .formatted(holder.get().address(), holder.get().pid()));
        return new RunServer(shell, shell.options(holder.get().address()), false);
      }
      try {
        return embedded(shell, options, cleanup);
      } catch (ServerException e) {
        // another run may be starting one on the same data: it will say its address soon
        if (i >= TRIES || !String.valueOf(e.getMessage()).contains("refused")) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static RunServer embedded(Shell shell, EngineOptions options, Cleanup cleanup) {
    EmbeddedServer server = EmbeddedServer.start(options.server(shell, "127.0.0.1:0"));
    cleanup.add(server, server::close);
    shell
        .terminal()
        .say("server: embedded in this process – no other runs on " + options.dataDir(shell));
    shell.terminal().say("engine: " + StatusPrinter.engine(server.engine(), server.engineReason()));
    return new RunServer(shell, shell.options(server.address()), true);
  }

  /// How to connect to it.
  ConnectOptions options() {
    return options;
  }

  /// Where the server is this process, waits until no other run uses it.
  void awaitOthers() throws InterruptedException {
    if (!own) {
      return;
    }
    try (Carafe carafe = Carafe.connect(options)) {
      List<String> said = List.of();
      List<String> others = others(carafe);
      while (!others.isEmpty()) {
        if (!others.equals(said)) {
          said = others;
          shell
              .terminal()
              .say(
                  "waiting for %s, which uses the server of this run; Ctrl-C ends it too"
                      .formatted(String.join(" and ", others)));
        }
        Thread.sleep(300);
        others = others(carafe);
      }
    }
  }

  private static List<String> others(Carafe carafe) {
    return carafe.control().apps().stream()
        .filter(app -> app.state().equals("ephemeral"))
        .map(AppRow::name)
        .sorted()
        .toList();
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.StatusPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.AppRow;
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
  private final String address;
  private final boolean own;

  private RunServer(Shell shell, String address, boolean own) {
    this.shell = shell;
    this.address = address;
    this.own = own;
  }

  /// Picks one and says which and why.
  static RunServer pick(Shell shell, EngineOptions options, Cleanup cleanup)
      throws InterruptedException {
    String named = shell.env().getOrDefault("CARAFE_SERVER", "");
    if (!named.isEmpty()) {
      shell.terminal().say("server: %s – from CARAFE_SERVER".formatted(named));
      return new RunServer(shell, named, false);
    }
    Path data = options.dataDir(shell);
    for (int i = 0; ; i++) {
      Optional<ServerLock.Holder> holder = ServerLock.holder(data);
      if (holder.isPresent()) {
        shell
            .terminal()
            .say(
                "server: %s – runs already (pid %d)"
                    .formatted(holder.get().address(), holder.get().pid()));
        return new RunServer(shell, holder.get().address(), false);
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
    return new RunServer(shell, server.address(), true);
  }

  String address() {
    return address;
  }

  /// Where the server is this process, waits until no other run uses it.
  void awaitOthers() throws InterruptedException {
    if (!own) {
      return;
    }
    try (Carafe carafe = Carafe.connect(shell.options(address))) {
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

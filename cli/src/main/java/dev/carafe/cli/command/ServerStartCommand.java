package dev.carafe.cli.command;

import dev.carafe.cli.output.StatusPrinter;
import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts a server, here or in the background.
@Command(
    name = "start",
    description = "Start a server. It stays in the foreground and stops cleanly on Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe server start",
      "  carafe server start --detach --engine process --data /srv/carafe --listen 127.0.0.1:7461"
    })
final class ServerStartCommand implements Callable<Integer> {
  @Mixin EngineOptions engine = new EngineOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = ServerOptions.DEFAULT_LISTEN,
      description = "Where to listen; port 0 takes a free one.")
  String listen = "";

  @Option(names = "--detach", description = "Start it in the background and return once it is up.")
  boolean detach;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ServerStartCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerOptions options = engine.server(shell, checked(listen));
    if (detach) {
      new DetachedServer(shell).start(options);
      return 0;
    }
    try (Cleanup cleanup = new Cleanup()) {
      EmbeddedServer started = EmbeddedServer.start(options);
      EmbeddedServer server = cleanup.add(started, started::close);
      shell.terminal().out().println("Carafe server listens at " + server.address());
      shell.terminal().out().flush();
      shell
          .terminal()
          .say("engine: " + StatusPrinter.engine(server.engine(), server.engineReason()));
      shell.terminal().say("data: " + options.dataDir());
      shell.terminal().say("Stop it with Ctrl-C or carafe server stop.");
      server.awaitStop();
    }
    shell.terminal().say("Stopped.");
    return 0;
  }

  private static String checked(String listen) {
    if (!listen.matches(".+:\\d{1,5}")) {
      throw new UsageException(
          "--listen takes HOST:PORT, as in %s; \"%s\" is none."
              .formatted(ServerOptions.DEFAULT_LISTEN, listen));
    }
    return listen;
  }
}

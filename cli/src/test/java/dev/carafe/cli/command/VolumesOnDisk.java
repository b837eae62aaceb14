package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.cli.output.Screen;
import dev.carafe.client.Carafe;
import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server in this process, and the command line that talks to it.
final class VolumesOnDisk implements AutoCloseable {
  /// No container starts here.
  private static final Path NO_AGENT = Path.of("no-agent.jar");

  private final Path folder;
  private final EmbeddedServer server;

  VolumesOnDisk(Path folder) {
    this.folder = folder;
    this.server =
        EmbeddedServer.start(
            new ServerOptions(
                folder.resolve("data"), "process", "127.0.0.1:0", List.of(), List.of(NO_AGENT)));
  }

  /// How a command ended, and what it said.
  record Said(int code, String out, String err) {}

  /// Runs a command in a directory.
  Said attempt(Path directory, String... arguments) {
    Screen screen = Screen.plain();
    Shell shell =
        new Shell(
            screen.terminal(),
            InputStream.nullInputStream(),
            Map.of("CARAFE_SERVER", server.address()),
            directory,
            new Installation(List.of(), List.of(), folder.resolve("home")));
    int code = new Cli(shell).run(arguments);
    return new Said(code, screen.out(), screen.err());
  }

  /// Runs a command that is to work out; gives what it wrote to standard output.
  String run(Path directory, String... arguments) {
    Said said = attempt(directory, arguments);
    assertThat(said.code()).as("%s: %s", String.join(" ", arguments), said.err()).isZero();
    return said.out();
  }

  Carafe connect() {
    return Carafe.connect(server.address());
  }

  /// Where the server keeps Volumes.
  Path volumes() {
    return folder.resolve("data/volumes");
  }

  @Override
  public void close() {
    server.close();
  }
}

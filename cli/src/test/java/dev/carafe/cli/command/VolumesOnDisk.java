package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.cli.output.Screen;
import dev.carafe.client.Carafe;
import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    return attempt(directory, Map.of(), arguments);
  }

  /// As [#attempt(Path, String...)], with more in the environment.
  Said attempt(Path directory, Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CARAFE_SERVER", server.address());
    Screen screen = Screen.plain();
    Shell shell =
        new Shell(
            screen.terminal(),
            InputStream.nullInputStream(),
            environment,
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

  /// Starts a command in a process of its own.
  Process start(Path directory, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.carafe.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CARAFE_SERVER", server.address());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

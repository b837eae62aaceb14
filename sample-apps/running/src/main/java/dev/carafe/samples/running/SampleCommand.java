package dev.carafe.samples.running;

import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.Installed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `carafe` command, run from the root of the checkout with data of its own. For one thread.
public final class SampleCommand {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path CHECKOUT = MODULE.resolve("../..").normalize();

  private final Path folder;
  private CarafeCommand command;

  private SampleCommand(Path folder) {
    this.folder = folder;
    this.command =
        CarafeCommand.in(folder)
            .withDirectory(CHECKOUT)
            .with("HOME", MODULE.resolve("target/home").toString()); // for caches
  }

  /// How a command ended, and what it said.
  public record Result(int exitCode, String out, String err) {}

  /// Whether the containers of this run of the tests are in Docker, where this machine's loopback
  /// is not theirs.
  public static boolean inDocker() {
    return Installed.engine().equals("docker");
  }

  /// With its data below a folder of the test.
  public static SampleCommand in(Path folder) {
    return new SampleCommand(folder);
  }

  /// With a variable in the environment of the commands from now on.
  public SampleCommand with(String variable, String value) {
    command = command.with(variable, value);
    return this;
  }

  /// Starts a server in this process, which the commands from now on talk to.
  public EmbeddedServer startServer() {
    Path data = folder.resolve("data");
    EmbeddedServer server =
        EmbeddedServer.start(
            new ServerOptions(
                data, Installed.engine(), "127.0.0.1:0", List.of(), Installed.agent()));
    command = command.withServer(server.address());
    return server;
  }

  /// `carafe run` of this sample.
  public Result runSample(String... options) {
    return runTarget("sample-apps/" + MODULE.getFileName(), options);
  }

  /// `carafe run` of something in the checkout.
  public Result runTarget(String target, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", target));
    arguments.addAll(List.of(options));
    return run(arguments, "");
  }

  /// Any command, with nothing to read.
  public Result run(String... arguments) {
    return run(List.of(arguments), "");
  }

  /// Any command, and what it reads from its standard input.
  public Result run(List<String> arguments, String input) {
    CarafeCommand.Result result = command.run(arguments, input);
    return new Result(result.exitCode(), result.out(), result.err());
  }
}

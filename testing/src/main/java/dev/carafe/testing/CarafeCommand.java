package dev.carafe.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The `carafe` command as a process of its own, with data, home and output below a folder of the
/// test, so that tests can run beside one another. The module `carafe-cli` is to be on the test's
/// class path. A value: the `with` methods give a new one.
public final class CarafeCommand {
  private static final long LIMIT_SECONDS = 240;

  private final Path folder;
  private final Path directory;
  private final Map<String, String> environment;

  private CarafeCommand(Path folder, Path directory, Map<String, String> environment) {
    this.folder = folder;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /// How a command ended, and what it said.
  public record Result(int exitCode, String out, String err) {}

  /// With its data and home below `folder`, the engine of [Installed#engine()], and run there.
  public static CarafeCommand in(Path folder) {
    return new CarafeCommand(
        folder,
        folder,
        Map.of(
            "CARAFE_DATA", folder.resolve("data").toString(),
            "CARAFE_ENGINE", Installed.engine(),
            "HOME", folder.resolve("home").toString()));
  }

  /// The same, talking to the server at `host:port`.
  public CarafeCommand withServer(String address) {
    return with("CARAFE_SERVER", address);
  }

  /// The same, with a variable in its environment.
  public CarafeCommand with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new CarafeCommand(folder, directory, more);
  }

  /// The same, run in another directory.
  public CarafeCommand withDirectory(Path other) {
    return new CarafeCommand(folder, other, environment);
  }

  /// Runs it to its end, with nothing to read.
  public Result run(String... arguments) {
    return run(List.of(arguments), "");
  }

  /// Runs it to its end; `input` is what it reads from its standard input.
  public Result run(List<String> arguments, String input) {
    try (RunningCommand running = start(arguments, input)) {
      return new Result(
          running.await(LIMIT_SECONDS, TimeUnit.SECONDS), running.out(), running.err());
    }
  }

  /// Starts it, with nothing to read.
  public RunningCommand start(String... arguments) {
    return start(List.of(arguments), "");
  }

  private RunningCommand start(List<String> arguments, String input) {
    return startWithin(List.of(), arguments, input);
  }

  /// Starts it through another program: the words `before` precede those that start the command.
  public RunningCommand startWithin(List<String> before, String... arguments) {
    return startWithin(before, List.of(arguments), "");
  }

  private RunningCommand startWithin(List<String> before, List<String> arguments, String input) {
    try {
      Path out = Files.createTempFile(folder, "carafe", ".out");
      Path err = Files.createTempFile(folder, "carafe", ".err");
      Path in = Files.writeString(Files.createTempFile(folder, "carafe", ".in"), input);
      List<String> command = new ArrayList<>(before);
      command.addAll(java(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("CARAFE_"));
      builder.environment().putAll(environment);
      return new RunningCommand(builder.start(), arguments, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException("Starting carafe %s failed".formatted(arguments), e);
    }
  }

  private static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_custom_class_loading=CHILD"));
    command.add("-Dcarafe.aot=off");
    if (arguments.getFirst().equals("server")) {
      command.add("-Dcarafe.log=INFO");
    }
    command.add("-Dcarafe.api=" + Installed.joined(Installed.api()));
    command.add("-Dcarafe.agent=" + Installed.joined(Installed.agent()));
    command.addAll(List.of("-cp", Installed.joined(Installed.command()), "dev.carafe.cli.Main"));
    command.addAll(arguments);
    return command;
  }
}

package dev.carafe.samples.running;

import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The `carafe` command, run from the root of the checkout with data of its own, so that tests can
/// run beside one another. For one thread.
public final class CarafeCommand {
  private static final long LIMIT_SECONDS = 120;
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path CHECKOUT = MODULE.resolve("../..").normalize();

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private CarafeCommand(Path folder) {
    this.folder = folder;
    environment.put("CARAFE_DATA", folder.resolve("data").toString());
    environment.put("HOME", MODULE.resolve("target/home").toString()); // for caches
  }

  /// How a command ended, and what it said.
  public record Result(int exitCode, String out, String err) {}

  /// With its data below a folder of the test.
  public static CarafeCommand in(Path folder) {
    return new CarafeCommand(folder);
  }

  /// Starts a server in this process, which the commands from now on talk to.
  public EmbeddedServer startServer() {
    Path data = folder.resolve("data");
    EmbeddedServer server =
        EmbeddedServer.start(
            new ServerOptions(data, "process", "127.0.0.1:0", List.of(), Installed.agent()));
    environment.put("CARAFE_SERVER", server.address());
    return server;
  }

  /// `carafe run` of this sample.
  public Result runSample(String... options) {
    return runTarget("sample-apps/" + MODULE.getFileName(), options);
  }

  /// `carafe run` of something in the checkout.
  public Result runTarget(String target, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "--engine", "process", target));
    arguments.addAll(List.of(options));
    return run(arguments, "");
  }

  /// Any command, with nothing to read.
  public Result run(String... arguments) {
    return run(List.of(arguments), "");
  }

  /// Any command, and what it reads from its standard input.
  public Result run(List<String> arguments, String input) {
    try {
      Path out = Files.createTempFile(folder, "carafe", ".out");
      Path err = Files.createTempFile(folder, "carafe", ".err");
      Path in = Files.writeString(Files.createTempFile(folder, "carafe", ".in"), input);
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .directory(CHECKOUT.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("CARAFE_"));
      builder.environment().putAll(environment);
      int code = await(builder.start(), arguments);
      return new Result(code, read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_custom_class_loading=CHILD"));
    command.add("-Dcarafe.api=" + Installed.joined(Installed.api()));
    command.add("-Dcarafe.agent=" + Installed.joined(Installed.agent()));
    command.addAll(List.of("-cp", Installed.joined(Installed.command()), "dev.carafe.cli.Main"));
    command.addAll(arguments);
    return command;
  }

  private static int await(Process process, List<String> arguments) {
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new IllegalStateException(
          "carafe %s did not end within %d s".formatted(arguments, LIMIT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

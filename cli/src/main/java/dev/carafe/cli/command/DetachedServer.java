package dev.carafe.cli.command;

import dev.carafe.server.ServerLock;
import dev.carafe.server.ServerOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own that outlives this one and its terminal.
final class DetachedServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Shell shell;

  DetachedServer(Shell shell) {
    this.shell = shell;
  }

  void start(ServerOptions options) throws InterruptedException {
    Path log = options.dataDir().resolve("server.log");
    Process process = launch(options, log);
    long end = System.nanoTime() + LIMIT.toNanos();
    Optional<ServerLock.Holder> holder = Optional.empty();
    while (holder.isEmpty() && System.nanoTime() < end) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new CommandException(
            "The server did not start. Its last words:%n%s".formatted(tail(log)));
      }
      holder = ServerLock.holder(options.dataDir()).filter(h -> h.pid() == process.pid());
    }
    if (holder.isEmpty()) {
      process.destroy();
      throw new CommandException(
          "The server did not say its address within %d s; see %s"
              .formatted(LIMIT.toSeconds(), log));
    }
    shell.terminal().out().println("Carafe server listens at " + holder.get().address());
    shell.terminal().say("pid %d, log %s".formatted(holder.get().pid(), log));
    shell.terminal().say("Stop it with carafe server stop.");
  }

  private static Process launch(ServerOptions options, Path log) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString()); // execs, so the pid stays; no terminal can hang it up
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dguice_custom_class_loading=CHILD"); // else Guice warns of what it does not need
    command.add("-Dcarafe.log=INFO");
    for (String property : List.of("carafe.api", "carafe.agent", "carafe.aot")) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D%s=%s".formatted(property, value));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.carafe.cli.Main"));
    command.addAll(List.of("server", "start", "--engine", options.engine()));
    command.addAll(List.of("--data", options.dataDir().toString(), "--listen", options.listen()));
    if (!options.gpus().isEmpty()) {
      command.addAll(List.of("--gpus", String.join(",", options.gpus())));
    }
    if (options.prestart() > 0) {
      command.addAll(List.of("--prestart", Integer.toString(options.prestart())));
    }
    try {
      Files.createDirectories(options.dataDir());
      return new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Starting a server failed: " + e.getMessage(), e);
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(no log: %s)".formatted(e.getMessage());
    }
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.client.control.ServerStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops a server cleanly and waits for it.
@Command(
    name = "stop",
    description = "Stop the server: running inputs get their grace, containers end, then it goes.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe server stop"})
final class ServerStopCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ServerStopCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerStatus status;
    try (Carafe server = shell.connect()) {
      status = server.control().status();
      server.control().shutdown();
    }
    Optional<ProcessHandle> process =
        ProcessHandle.of(status.pid()).filter(p -> p.pid() != ProcessHandle.current().pid());
    if (process.isPresent() && !ended(process.get())) {
      throw new CommandException(
          "The server (pid %d) agreed to stop, but still runs after %d s."
              .formatted(status.pid(), LIMIT.toSeconds()));
    }
    shell.terminal().say("Stopped the server at %s.".formatted(status.address()));
    return 0;
  }

  private static boolean ended(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }
}

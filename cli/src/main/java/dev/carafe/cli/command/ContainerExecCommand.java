package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a command in a container.
@Command(
    name = "exec",
    description =
        "Run a command in a running container, with the environment of its functions. It exits with the command's exit code.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe container exec ct-1f2e ls -l /models",
      "  carafe container exec -i ct-1f2e sh < script.sh"
    })
final class ContainerExecCommand implements Callable<Integer> {
  @Option(
      names = {"-i", "--interactive"},
      description = "Let the command read the standard input.")
  boolean interactive;

  @Parameters(
      index = "0",
      paramLabel = "CONTAINER",
      description = "The id of the container, as in carafe container list.")
  String container = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments.")
  List<String> command = List.of();

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ContainerExecCommand(Shell shell) {
    this.shell = shell;
  }

  /// As other programs take it, `--` may stand before the command.
  private List<String> afterDashes() {
    if (!command.getFirst().equals("--")) {
      return command;
    }
    if (command.size() == 1) {
      throw new UsageException(
          "There is no command after --. Write one: carafe container exec %s -- ls -l /models"
              .formatted(container));
    }
    return command.subList(1, command.size());
  }

  @Override
  public Integer call() {
    InputStream in = interactive ? shell.in() : InputStream.nullInputStream();
    try (Carafe server = shell.connect()) {
      return server
          .control()
          .exec(
              container, afterDashes(), in, shell.terminal().resultBytes(), shell.terminal().err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Creates a secret. Its values are never shown again.
@Command(
    name = "create",
    description = {
      "Create a secret: functions that name it see its keys as environment variables.",
      "A value on the command line can be seen by other programs; KEY=- reads standard input."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe secret create hf-token HF_TOKEN=- < token.txt",
      "  carafe secret create db --from-file .env",
      "  carafe secret create flags REGION=eu LEVEL=3 --force"
    })
final class SecretCreateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
  String name = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "A key with its value; - reads the value from standard input.")
  List<String> pairs = new ArrayList<>();

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      description = "Read KEY=VALUE lines from a file, as in .env.")
  Optional<String> file = Optional.empty();

  @Option(
      names = {"-f", "--force"},
      description = "Replace a secret of that name.")
  boolean force;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  SecretCreateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Optional<Path> path = file.map(shell::path);
    Map<String, String> values = SecretValues.read(pairs, path, shell.in());
    try (Carafe server = shell.connect()) {
      server.control().createSecret(name, values, force);
    }
    shell
        .terminal()
        .say("Created secret %s with %s.".formatted(name, String.join(", ", values.keySet())));
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Deletes a secret.
@Command(
    name = "delete",
    description = "Delete a secret.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe secret delete hf-token"})
final class SecretDeleteCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The secret.")
  String name = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  SecretDeleteCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      server.control().deleteSecret(name);
      shell.terminal().say("Deleted secret %s.".formatted(name));
    }
    return 0;
  }
}

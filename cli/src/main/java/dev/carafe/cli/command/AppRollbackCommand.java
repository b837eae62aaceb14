package dev.carafe.cli.command;

import dev.carafe.cli.output.DeployPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.Deployed;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Brings an old version back.
@Command(
    name = "rollback",
    description = "Make a new version from an old one.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe app rollback embeddings", "  carafe app rollback embeddings 3"})
final class AppRollbackCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "APP", description = "The app.")
  String app = "";

  @Parameters(
      index = "1",
      paramLabel = "VERSION",
      description = "The version to bring back; the one before the newest when left out.",
      arity = "0..1")
  Optional<String> version = Optional.empty();

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  AppRollbackCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      Deployed deployed =
          server.control().rollback(app, number(), new DeployPrinter(shell.terminal()));
      shell.terminal().say("%s is now v%d.".formatted(deployed.app(), deployed.version()));
    }
    return 0;
  }

  private OptionalLong number() {
    if (version.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = version.get().startsWith("v") ? version.get().substring(1) : version.get();
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "\"%s\" is no version; write a number as in carafe app history %s."
              .formatted(version.get(), app));
    }
  }
}

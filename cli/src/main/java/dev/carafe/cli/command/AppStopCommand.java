package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Stops an app.
@Command(
    name = "stop",
    description = "End an app: running inputs finish, then its containers go.",
    footerHeading = "%nExamples:%n",
    footer = {"  carafe app stop embeddings"})
final class AppStopCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "APP", description = "The app.")
  String app = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  AppStopCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      int containers = server.control().stop(app);
      shell
          .terminal()
          .say("Stopped %s and %s.".formatted(app, Humans.count(containers, "container")));
    }
    return 0;
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.ContainerStatsPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.ContainerStats;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what containers use.
@Command(
    name = "stats",
    description =
        "Show what running containers use, measured for about a second: cores and memory, beside what they reserve and may use at most.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe container stats",
      "  carafe container stats --app embeddings -f",
      "  carafe container stats ct-1f2e --json"
    })
final class ContainerStatsCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Parameters(
      arity = "0..*",
      paramLabel = "CONTAINER",
      description = "Only these, by id, as in carafe container list.")
  List<String> containers = List.of();

  @Option(
      names = "--app",
      description = "Only those of one app.",
      paramLabel = "APP",
      defaultValue = "")
  String app = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Measure again and again until Ctrl-C.")
  boolean follow;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  ContainerStatsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Carafe server = shell.connect()) {
      show(server, "");
      String above = redrawn() ? CLEAR : "";
      while (follow) {
        Thread.sleep(PAUSE);
        show(server, above);
      }
    }
    return 0;
  }

  private void show(Carafe server, String above) {
    List<ContainerStats> stats = server.control().containerStats(app, containers);
    shell.terminal().out().print(above);
    ContainerStatsPrinter.LISTING.print(shell.terminal(), stats, json.json);
    shell.terminal().requireReader();
  }

  private boolean redrawn() {
    return !json.json
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}

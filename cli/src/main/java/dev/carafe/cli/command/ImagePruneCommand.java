package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.cli.output.ImagesPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.PrunedLayers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Removes layers that nothing needs.
@Command(
    name = "prune",
    description = {
      "Remove the layers that no version of an app needs, as it serves or can be rolled back to.",
      "Bases stay. Layers that another server built stay too, unless --all is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe image prune --dry-run"})
final class ImagePruneCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
  boolean dryRun;

  @Option(names = "--all", description = "Also layers that other servers on this engine built.")
  boolean all;

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ImagePruneCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PrunedLayers pruned;
    try (Carafe server = shell.connect()) {
      pruned = server.control().images().prune(all, dryRun);
    }
    for (PrunedLayers.Layer layer : pruned.removed()) {
      shell
          .terminal()
          .out()
          .println(
              "%s  %10s  %s"
                  .formatted(
                      ImagesPrinter.shortId(layer.id()),
                      Humans.bytes(layer.bytes()),
                      layer.step()));
    }
    shell
        .terminal()
        .say(
            pruned.removed().isEmpty()
                ? "No layer is there that nothing needs."
                : "%s %s, %s."
                    .formatted(
                        dryRun ? "Would remove" : "Removed",
                        Humans.count(pruned.removed().size(), "layer"),
                        Humans.bytes(PrunedLayers.bytes(pruned.removed()))));
    also(pruned.inUse(), "could not go: containers, or images of others, stand on %s");
    also(pruned.spared(), "of other servers stay; --all removes %s too");
    return 0;
  }

  private void also(List<PrunedLayers.Layer> layers, String words) {
    if (!layers.isEmpty()) {
      shell
          .terminal()
          .say(
              "%s, %s, %s."
                  .formatted(
                      Humans.count(layers.size(), "layer"),
                      Humans.bytes(PrunedLayers.bytes(layers)),
                      words.formatted(layers.size() == 1 ? "it" : "them")));
    }
  }
}

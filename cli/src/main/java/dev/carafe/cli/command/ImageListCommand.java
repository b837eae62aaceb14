package dev.carafe.cli.command;

import dev.carafe.cli.output.ImagesPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists images.
@Command(
    name = "list",
    description = {
      "List the images of apps, and the bases and layers that the engine keeps.",
      "A layer's size is what it adds to the one below it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe image list --json"})
final class ImageListCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();
  @Mixin JsonOption json = new JsonOption();

  private final Shell shell;

  ImageListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    try (Carafe server = shell.connect()) {
      ImagesPrinter.LISTING.print(shell.terminal(), server.control().images().list(), json.json);
    }
    return 0;
  }
}

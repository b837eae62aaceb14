package dev.carafe.cli.command;

import dev.carafe.cli.output.ImageLogsPrinter;
import dev.carafe.client.Carafe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows what image builds printed.
@Command(
    name = "logs",
    description = {
      "Show what the layers of an image, or of all images of an app, printed when they were built.",
      "Also of builds that failed, by the name of the image."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe image logs embeddings", "  carafe image logs Labels.Tools"})
final class ImageLogsCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE-OR-APP",
      description = "An image's class, with or without its package, or an app.")
  String name = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ImageLogsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ImageLogsPrinter printer = new ImageLogsPrinter(shell.terminal());
    try (Carafe server = shell.connect()) {
      server.control().images().logs(name, printer::print);
    }
    return 0;
  }
}

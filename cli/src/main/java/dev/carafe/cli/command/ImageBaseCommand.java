package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.BaseImage;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.model.spi.ImageStock;
import dev.carafe.server.node.EngineChoice;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Finds or makes the default base of images.
@Command(
    name = "base",
    description = {
      "Find the default base of images, Debian slim, or have it: pulled, else made from packages.",
      "Without a server, in the Docker engine of this machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe image base"})
final class ImageBaseCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ImageBaseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    BaseImage base = shell.server().map(this::ofServer).orElseGet(this::ofThisMachine);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    shell
        .terminal()
        .say(
            "%s, %s, %s in %s."
                .formatted(
                    base.name(),
                    Humans.bytes(base.bytes()),
                    switch (base.origin()) {
                      case "pulled" -> "pulled from its registry";
                      case "made" -> "made from Debian's packages";
                      default -> "found in the Docker engine";
                    },
                    Humans.duration(took)));
    return 0;
  }

  private BaseImage ofServer(ConnectOptions server) {
    try (Carafe carafe = Carafe.connect(server)) {
      return carafe.control().images().base(this::progress);
    }
  }

  private BaseImage ofThisMachine() {
    ImageStock.Base base = EngineChoice.dockerBase(shell.env(), shell.dataDir(), this::progress);
    return new BaseImage(
        base.name(), base.id(), base.bytes(), base.origin().name().toLowerCase(Locale.ROOT));
  }

  private void progress(String line) {
    BuiltTarget.progress(shell, line);
  }
}

package dev.carafe.cli.command;

import dev.carafe.cli.output.DeployPrinter;
import dev.carafe.cli.output.Humans;
import dev.carafe.cli.output.ImagesPrinter;
import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.UploadProgress;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.Deployment;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.model.app.AppSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Builds the images of a target.
@Command(
    name = "build",
    description = {
      "Build the images of a target's apps, and deploy nothing.",
      "TARGET is a .java file, a jar, a Maven project directory or a class on the class path."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  carafe image build sample-apps/baked-weights"})
final class ImageBuildCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TARGET", description = "Whose images to build.")
  String target = "";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  ImageBuildCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    TargetReader reader = shell.targetReader();
    ReadTarget read = reader.read(target);
    Deployments deployments = Deployments.of(reader, read, shell.installation().cache());
    try (Carafe server = shell.connect()) {
      for (AppSpec app : read.apps()) {
        build(
            server, deployments.of(app, app.name(), Deployment.Strategy.ROLLING, Optional.empty()));
      }
    }
    return 0;
  }

  private void build(Carafe server, Deployment deployment) {
    long start = System.nanoTime();
    Map<String, String> built;
    try (Progress hashing = new Progress(shell.terminal(), "hashed");
        Progress sending = new Progress(shell.terminal(), "sent")) {
      built =
          server
              .control()
              .images()
              .build(
                  deployment,
                  new DeployPrinter(shell.terminal()),
                  new UploadProgress(hashing, sending));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    shell
        .terminal()
        .say(
            "The images of %s are there, in %s:"
                .formatted(deployment.spec().app().name(), Humans.duration(took)));
    built.forEach(
        (name, id) ->
            shell
                .terminal()
                .say("  %s  %s".formatted(ImagesPrinter.shortId(id), ImagesPrinter.name(name))));
  }
}

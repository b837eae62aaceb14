package dev.carafe.cli.command;

import dev.carafe.cli.output.DeployPrinter;
import dev.carafe.cli.output.Humans;
import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.UploadProgress;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.Deployed;
import dev.carafe.client.control.Deployment;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.FunctionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deploys the apps of a target.
@Command(
    name = "deploy",
    description = {
      "Deploy the apps of a target, to stay.",
      "TARGET is a .java file, a jar, a Maven project directory or a class on the class path."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe deploy sample-apps/embeddings",
      "  carafe deploy Demo.java --name demo-staging --strategy recreate"
    })
final class DeployCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TARGET", description = "What to deploy.")
  String target = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Deploy under another name.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      defaultValue = "rolling",
      description =
          "rolling: new containers are ready before old ones go. recreate: old ones first.")
  String strategy = "rolling";

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  DeployCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Deployment.Strategy chosen = strategy();
    TargetReader reader = shell.targetReader();
    ReadTarget read = reader.read(target);
    if (name.isPresent() && read.apps().size() > 1) {
      throw new UsageException(
          "--name is for one app; %s has %s."
              .formatted(
                  target, String.join(", ", read.apps().stream().map(AppSpec::name).toList())));
    }
    Deployments deployments = Deployments.of(reader, read, shell.installation().cache());
    try (Carafe server = shell.connect()) {
      for (AppSpec app : read.apps()) {
        Deployment deployment =
            deployments.of(app, name.orElse(app.name()), chosen, Optional.empty());
        deploy(server, deployment);
      }
    }
    return 0;
  }

  private Deployment.Strategy strategy() {
    return switch (strategy.toLowerCase(Locale.ROOT)) {
      case "rolling" -> Deployment.Strategy.ROLLING;
      case "recreate" -> Deployment.Strategy.RECREATE;
      default ->
          throw new UsageException(
              "There is no strategy %s; there are: rolling, recreate.".formatted(strategy));
    };
  }

  private void deploy(Carafe server, Deployment deployment) {
    long start = System.nanoTime();
    Deployed deployed;
    try (Progress hashing = new Progress(shell.terminal(), "hashed");
        Progress sending = new Progress(shell.terminal(), "sent")) {
      deployed =
          server
              .control()
              .deploy(
                  deployment,
                  new DeployPrinter(shell.terminal()),
                  new UploadProgress(hashing, sending));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    shell
        .terminal()
        .say(
            deployed.unchanged()
                ? "%s is v%d already, nothing changed."
                    .formatted(deployed.app(), deployed.version())
                : "Deployed %s v%d in %s."
                    .formatted(deployed.app(), deployed.version(), Humans.duration(took)));
    List<String> functions =
        deployment.spec().app().services().stream()
            .flatMap(s -> s.functions().stream())
            .map(FunctionSpec::name)
            .toList();
    functions.forEach(
        f -> shell.terminal().say("  carafe call %s/%s".formatted(deployed.app(), f)));
  }
}

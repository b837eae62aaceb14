package dev.carafe.cli.command;

import dev.carafe.cli.output.DeployPrinter;
import dev.carafe.cli.output.Humans;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.CodeChange;
import dev.carafe.client.control.CodeChange.ServiceChange;
import dev.carafe.client.control.Deployed;
import dev.carafe.client.control.Deployed.ServiceChanged;
import dev.carafe.client.control.Deployment;
import dev.carafe.client.control.TransferListener;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.image.diff.CodeDiff;
import dev.carafe.model.app.AppSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The apps of a target that is edited, as they serve now.
final class DevApps {
  private static final int LARGEST_SWAP = 2 << 20;

  private final Shell shell;
  private final Carafe carafe;
  private final TargetReader reader;
  private final Optional<String> name;
  private @Nullable ReadTarget served;

  DevApps(Shell shell, Carafe carafe, TargetReader reader, Optional<String> name) {
    this.shell = shell;
    this.carafe = carafe;
    this.reader = reader;
    this.name = name;
  }

  /// Serves what was built; `saved` is when, for the time it took.
  void serve(ReadTarget built, long saved) {
    if (name.isPresent() && built.apps().size() > 1) {
      throw new UsageException(
          "--name is for a target with one app; this one has %d.".formatted(built.apps().size()));
    }
    if (served != null && served.code().equals(built.code())) {
      return; // an editor wrote what was there already
    }
    Deployments deployments = Deployments.of(reader, built, shell.installation().cache());
    for (AppSpec app : built.apps()) {
      Optional<AppSpec> before = before(app);
      CodeChange change = before.map(old -> change(old, built, app)).orElse(CodeChange.NONE);
      Deployment plain =
          deployments.of(
              app,
              name.orElse(app.name()),
              Deployment.Strategy.ROLLING,
              Optional.of(carafe.sessionId()));
      Deployed deployed =
          carafe
              .control()
              .deploy(
                  plain.developed(change),
                  new DeployPrinter(shell.terminal()),
                  TransferListener.NONE);
      if (before.isPresent()) {
        report(deployed, Duration.ofNanos(System.nanoTime() - saved));
      }
    }
    served = built;
  }

  private Optional<AppSpec> before(AppSpec app) {
    return served == null
        ? Optional.empty()
        : served.apps().stream().filter(a -> a.name().equals(app.name())).findFirst();
  }

  private CodeChange change(AppSpec old, ReadTarget built, AppSpec app) {
    if (served == null) {
      return CodeChange.NONE;
    }
    CodeDiff diff = CodeDiff.between(served.code(), old, built.code(), app);
    boolean tooLarge =
        diff.classes().values().stream().mapToLong(b -> b.length).sum() > LARGEST_SWAP;
    Optional<String> all =
        tooLarge ? Optional.of("more than 2 MiB of classes changed") : Optional.empty();
    return new CodeChange(
        tooLarge ? Map.of() : diff.classes(),
        diff.services().stream()
            .map(s -> new ServiceChange(s.service(), s.restart().or(() -> all), s.classes()))
            .toList());
  }

  private void report(Deployed deployed, Duration took) {
    String time = Humans.duration(took);
    if (deployed.changes().isEmpty()) {
      shell.terminal().say("saved: no function changed (%s)".formatted(time));
    }
    for (ServiceChanged change : deployed.changes()) {
      shell
          .terminal()
          .say(
              change
                  .restart()
                  .map(
                      why ->
                          "%s: %s, so its containers start anew (%s)"
                              .formatted(change.service(), why, time))
                  .orElseGet(
                      () ->
                          "%s: new code in %s, their state kept (%s)"
                              .formatted(
                                  change.service(),
                                  Humans.count(change.swapped(), "container"),
                                  time)));
    }
  }
}

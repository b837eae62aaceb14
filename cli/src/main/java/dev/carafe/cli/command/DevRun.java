package dev.carafe.cli.command;

import dev.carafe.cli.output.LogPrinter;
import dev.carafe.cli.output.ProblemPrinter;
import dev.carafe.cli.output.Style;
import dev.carafe.cli.watch.SourceWatch;
import dev.carafe.client.Carafe;
import dev.carafe.client.CarafeException;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.FunctionSpec;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// From the first build of a target to Ctrl-C: waits for a save, builds, and serves what was built.
/// What does not build, or is refused, is said, and what serves goes on serving.
final class DevRun {
  private static final Duration QUIET = Duration.ofMillis(20);

  private final Shell shell;
  private final String target;
  private final Optional<String> name;
  private final TargetReader reader;
  private List<Problem> shown = List.of();
  private Optional<DevView> view = Optional.empty();

  DevRun(Shell shell, String target, Optional<String> name) {
    this.shell = shell;
    this.target = target;
    this.name = name;
    this.reader =
        new TargetReader(
            shell.installation().api(),
            shell.installation().cache(),
            line -> {
              if (!line.startsWith("Compiling ")) {
                BuiltTarget.progress(shell, line);
              }
            });
  }

  void run(EngineOptions engine) throws InterruptedException {
    try (Cleanup cleanup = new Cleanup()) {
      SourceWatch made = new SourceWatch();
      SourceWatch watch = cleanup.add(made, made::close);
      watch.watch(reader.origins(target));
      Optional<ReadTarget> built = read();
      while (built.isEmpty()) {
        shell.terminal().say("Waiting for a save.");
        if (!watch.await(QUIET)) {
          return;
        }
        built = read();
      }
      RunServer server = RunServer.pick(shell, engine, cleanup);
      Carafe connected = Carafe.connect(options(server));
      Carafe carafe = cleanup.add(connected, connected::close);
      DevApps apps = new DevApps(shell, carafe, reader, name);
      apps.serve(built.get(), System.nanoTime());
      greet(built.get());
      view = Optional.of(view(carafe, built.get(), cleanup));
      watch.watch(reader.origins(target));
      while (watch.await(QUIET)) {
        saved(apps);
        watch.watch(reader.origins(target));
      }
    }
  }

  private void saved(DevApps apps) {
    long saved = System.nanoTime();
    Optional<ReadTarget> built = read();
    try {
      if (built.isPresent()) {
        apps.serve(built.get(), saved);
        view.ifPresent(DevView::mended);
      }
    } catch (UserCodeException e) {
      problems(e);
    } catch (CarafeException | UsageException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<ReadTarget> read() {
    try {
      ReadTarget built = reader.read(target);
      shown = List.of();
      return Optional.of(built);
    } catch (UserCodeException e) {
      problems(e);
    } catch (UncheckedIOException e) {
      failed(String.valueOf(e.getMessage())); // a file that is just being replaced
    }
    return Optional.empty();
  }

  /// Once, though an editor may write a file in several steps.
  private void problems(UserCodeException e) {
    if (!e.problems().equals(shown)) {
      shown = e.problems();
      ProblemPrinter.print(shell.terminal(), shown);
      view.ifPresent(v -> v.failed(shown.getFirst().text()));
      if (view.isPresent()) {
        shell.terminal().say("What served before goes on serving.");
      }
    }
  }

  private void failed(String message) {
    shell.terminal().say(shell.terminal().paint(Style.RED, "error: ") + message);
    view.ifPresent(v -> v.failed(message));
  }

  private ConnectOptions options(RunServer server) {
    LogPrinter logs = new LogPrinter(shell.terminal());
    return server
        .options()
        .withEphemeralApp(
            name.orElse(target),
            line -> logs.beside(line.function(), line.error(), line.text()),
            notice -> BuiltTarget.progress(shell, notice));
  }

  private DevView view(Carafe carafe, ReadTarget built, Cleanup cleanup) {
    List<String> apps = built.apps().stream().map(app -> name.orElse(app.name())).toList();
    DevView made = new DevView(shell.terminal(), carafe.control(), apps);
    made.start();
    return cleanup.add(made, made::end);
  }

  private void greet(ReadTarget built) {
    for (AppSpec app : built.apps()) {
      List<String> functions =
          app.services().stream()
              .flatMap(s -> s.functions().stream())
              .map(FunctionSpec::name)
              .toList();
      String shown = name.orElse(app.name());
      shell
          .terminal()
          .say(
              "%s serves %s. Call it from another terminal: carafe call %s/%s"
                  .formatted(
                      shown,
                      String.join(", ", functions),
                      shown,
                      functions.isEmpty() ? "FUNCTION" : functions.getFirst()));
    }
    shell.terminal().say("Watching %s. Ctrl-C ends it.".formatted(target));
  }
}

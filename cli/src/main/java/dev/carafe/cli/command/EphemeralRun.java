package dev.carafe.cli.command;

import dev.carafe.cli.output.DeployPrinter;
import dev.carafe.cli.output.LogPrinter;
import dev.carafe.cli.output.Progress;
import dev.carafe.cli.output.ResultPrinter;
import dev.carafe.cli.output.UploadProgress;
import dev.carafe.client.Carafe;
import dev.carafe.client.FunctionHandle;
import dev.carafe.client.control.Deployment;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.image.options.RunnableSpec;
import dev.carafe.model.app.AppSpec;
import dev.carafe.model.app.EntrypointSpec;
import dev.carafe.model.app.FunctionSpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// One run: an app deployed for as long as this process is connected, one thing of it run, logs
/// shown beside, and at the end where the time went. Everything it started ends with it.
final class EphemeralRun {
  private static final int LONGEST_NAME = 50;

  private final Shell shell;
  private final BuiltTarget built;
  private final RunnableSpec runnable;
  private final TimeReport times;

  EphemeralRun(Shell shell, BuiltTarget built, RunnableSpec runnable, TimeReport times) {
    this.shell = shell;
    this.built = built;
    this.runnable = runnable;
    this.times = times;
  }

  void run(List<String> arguments, RunCommand.OwnOptions own) throws InterruptedException {
    AppSpec app =
        built.target().apps().stream()
            .filter(a -> a.name().equals(runnable.app()))
            .findFirst()
            .orElseThrow();
    check(app, arguments);
    Deployments deployments =
        Deployments.of(built.reader(), built.target(), shell.installation().cache());
    try (Cleanup cleanup = new Cleanup()) {
      RunServer server = RunServer.pick(shell, own.engine, cleanup);
      String name = ephemeralName(app.name());
      try (Cleanup session = new Cleanup()) {
        Carafe connected = Carafe.connect(options(server, app, name));
        Carafe carafe = session.add(connected, connected::close);
        deploy(carafe, deployments, app, name);
        try {
          execute(carafe, app, name, arguments, own.with);
          times.addCalls(carafe.control(), name);
        } finally {
          LastWords.hear(carafe.control(), name);
        }
      }
      shell.terminal().say(times.line());
      server.awaitOthers();
    }
  }

  /// Refuses arguments that do not fit, before anything is started.
  private void check(AppSpec app, List<String> arguments) {
    switch (runnable.kind()) {
      case ENTRYPOINT -> new EntrypointRun(built.target().code(), entrypoint(app)).check(arguments);
      case FUNCTION, METHOD ->
          FunctionArguments.check(
              built.target().code(),
              app.serviceOf(runnable.name()).orElseThrow(),
              runnable.name(),
              array(arguments));
    }
  }

  private EntrypointSpec entrypoint(AppSpec app) {
    return app.entrypoints().stream()
        .filter(e -> e.name().equals(runnable.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String array(List<String> json) {
    return "[" + String.join(",", json) + "]";
  }

  private static String ephemeralName(String app) {
    String end = HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
    return app.substring(0, Math.min(app.length(), LONGEST_NAME)) + "-run-" + end;
  }

  private ConnectOptions options(RunServer server, AppSpec app, String name) {
    LogPrinter logs = new LogPrinter(shell.terminal());
    return server
        .options()
        .withEphemeralApp(
            name,
            line -> logs.beside(line.function(), line.error(), line.text()),
            notice -> BuiltTarget.progress(shell, notice))
        .withAppNames(declared -> declared.equals(app.name()) ? name : declared);
  }

  private void deploy(Carafe carafe, Deployments deployments, AppSpec app, String name) {
    long start = System.nanoTime();
    Deployment deployment =
        deployments.of(app, name, Deployment.Strategy.ROLLING, Optional.of(carafe.sessionId()));
    try (Progress hashing = new Progress(shell.terminal(), "hashed");
        Progress sending = new Progress(shell.terminal(), "sent")) {
      var _ =
          carafe
              .control()
              .deploy(
                  deployment,
                  new DeployPrinter(shell.terminal()),
                  new UploadProgress(hashing, sending));
    }
    times.add("deployed", Duration.ofNanos(System.nanoTime() - start));
  }

  private void execute(
      Carafe carafe, AppSpec app, String name, List<String> arguments, Map<String, String> with) {
    long start = System.nanoTime();
    try (WaitingWords _ = WaitingWords.of(shell.terminal(), carafe.control(), name)) {
      runOne(carafe, app, name, arguments, with);
    } finally {
      times.add("ran", Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void runOne(
      Carafe carafe, AppSpec app, String name, List<String> arguments, Map<String, String> with) {
    switch (runnable.kind()) {
      case ENTRYPOINT ->
          new EntrypointRun(built.target().code(), entrypoint(app))
              .run(carafe, arguments)
              .ifPresent(json -> ResultPrinter.print(shell.terminal(), json));
      case FUNCTION, METHOD -> {
        FunctionSpec function = app.function(runnable.name()).orElseThrow();
        FunctionHandle handle = carafe.function(name, function.name());
        for (Map.Entry<String, String> parameter : with.entrySet()) {
          handle = handle.with(parameter.getKey(), parameter.getValue());
        }
        RemoteCall.print(shell, handle, function, array(arguments));
      }
    }
  }
}

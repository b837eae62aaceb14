package dev.carafe.testing;

import dev.carafe.client.Carafe;
import dev.carafe.client.CarafeException;
import dev.carafe.client.control.DeployListener;
import dev.carafe.client.control.Deployment;
import dev.carafe.client.control.LogEntry;
import dev.carafe.client.control.LogQuery;
import dev.carafe.client.control.TransferListener;
import dev.carafe.server.EmbeddedServer;
import dev.carafe.server.ServerOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server of one test class, its client and its apps, on a folder that goes with it.
final class TestServer implements AutoCloseable {

  private final Path folder;
  private final List<String> apps = new ArrayList<>();
  private @Nullable EmbeddedServer server;
  private @Nullable Carafe carafe;

  private TestServer(Path folder) {
    this.folder = folder;
  }

  static TestServer start(Class<?> test, CarafeTest wanted) {
    TestServer started = new TestServer(TestFolder.create());
    try {
      started.open(test, wanted);
      return started;
    } catch (RuntimeException | Error e) {
      try {
        started.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void open(Class<?> test, CarafeTest wanted) {
    List<Deployment> deployments =
        new AppsUnderTest(TestClassPath.ofThisJvm(), folder.resolve("cache"))
            .of(test, List.of(wanted.apps()));
    server =
        EmbeddedServer.start(
            new ServerOptions(
                folder.resolve("data"),
                Installed.engine(),
                "127.0.0.1:0",
                List.of(),
                Installed.agent()));
    Carafe connected = Carafe.connect(server.address());
    carafe = connected;
    for (CarafeTest.Secret secret : wanted.secrets()) {
      connected.control().createSecret(secret.name(), values(secret), false);
    }
    for (Deployment deployment : deployments) {
      apps.add(
          connected.control().deploy(deployment, Warnings.TO_STDERR, TransferListener.NONE).app());
    }
  }

  private static Map<String, String> values(CarafeTest.Secret secret) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : secret.values()) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "A value of the secret %s is to be KEY=VALUE and has no key".formatted(secret.name()));
      }
      values.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return values;
  }

  private enum Warnings implements DeployListener {
    TO_STDERR;

    @Override
    public void progress(String line) {}

    @Override
    public void warning(String line) {
      System.err.println("carafe: " + line);
    }
  }

  Carafe carafe() {
    if (carafe == null) {
      throw new IllegalStateException("the server was not started");
    }
    return carafe;
  }

  /// What the containers of the apps wrote since then.
  void printLogs(String test, Instant since) {
    for (String app : apps) {
      List<LogEntry> lines = new ArrayList<>();
      try {
        carafe().control().logs(LogQuery.ofApp(app, 0, false), lines::add);
      } catch (CarafeException e) {
        System.err.printf("carafe: the logs of %s cannot be had: %s%n", app, e.getMessage());
      }
      lines.removeIf(line -> line.time().isBefore(since));
      if (!lines.isEmpty()) {
        System.err.printf("--- container logs of %s during %s ---%n", app, test);
        lines.forEach(
            line ->
                System.err.printf("%s %s | %s%n", line.container(), line.function(), line.text()));
      }
    }
  }

  @Override
  public void close() {
    try (var _ = new TestFolder(folder);
        var _ = server;
        var _ = carafe) {
      carafe = null;
    }
  }
}

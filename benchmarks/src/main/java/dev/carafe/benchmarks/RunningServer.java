package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.Carafe;
import dev.carafe.client.control.ContainerRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `carafe server start` with data of its own, in a process of its own, and a client of it.
final class RunningServer implements AutoCloseable {
  private static final String LISTENS = "Carafe server listens at ";
  private static final long STOP_SECONDS = 40;
  private static final Duration TRAINED_WITHIN = Duration.ofSeconds(60);
  private static final int CACHES = 2;

  private final Process process;
  private final Path data;
  private final Map<String, String> environment;
  private final Carafe client;

  private RunningServer(Process process, Path data, String address) {
    this.process = process;
    this.data = data;
    this.environment = Map.of("CARAFE_SERVER", address, "CARAFE_DATA", data.toString());
    this.client = Carafe.connect(address);
  }

  /// With the process engine.
  static RunningServer start() throws IOException {
    return start("process");
  }

  /// With more options of the command.
  static RunningServer start(String engine, String... options) throws IOException {
    Path data = Checkout.folder("server");
    List<String> start = new ArrayList<>(List.of("server", "start", "--engine", engine));
    start.addAll(List.of("--listen", "127.0.0.1:0", "--data", data.toString()));
    start.addAll(List.of(options));
    Process process =
        Checkout.process(Checkout.carafe(start.toArray(String[]::new)), Map.of())
            .redirectErrorStream(false)
            .redirectError(data.resolve("bench.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(LISTENS)) {
        return new RunningServer(process, data, line.substring(LISTENS.length()).strip());
      }
    }
    throw new IOException("The server did not start; see " + data.resolve("bench.log"));
  }

  /// Runs a `carafe` command against this server; the nanoseconds it took.
  long command(String... arguments) throws IOException, InterruptedException {
    return said(arguments).nanos();
  }

  /// The same, with what it printed.
  Checkout.Ran said(String... arguments) throws IOException, InterruptedException {
    return Checkout.ran(Checkout.carafe(arguments), environment);
  }

  /// With the benchmarks' app deployed, called once, and come to rest: after its first start the
  /// engine makes two AOT caches in the background, one of the agent and one of the app's class
  /// path.
  RunningServer withBench() throws IOException, InterruptedException {
    command("deploy", Checkout.app("Bench").toString());
    var _ = client.cls(Echo.class).remote(Echo::echo, Payload.bytes());
    return rested();
  }

  /// Waits until the engine has made the AOT caches of an app that was called once.
  RunningServer rested() throws IOException, InterruptedException {
    long end = System.nanoTime() + TRAINED_WITHIN.toNanos();
    while (System.nanoTime() < end
        && (count(name -> name.endsWith(".aot")) < CACHES
            || count(name -> name.startsWith("training-")) > 0)) {
      Thread.sleep(200);
    }
    if (count(name -> name.endsWith(".aot")) < CACHES) {
      System.out.println("The engine has made no AOT cache for the app.");
    }
    return this;
  }

  /// Ends an app's containers, and waits until they are gone.
  void stopContainers(String app) throws InterruptedException {
    for (ContainerRow row : client.control().containers(app, false)) {
      client.control().stopContainer(row.id());
    }
    while (!client.control().containers(app, false).isEmpty()) {
      Thread.sleep(20);
    }
  }

  /// What the contents of Volumes take.
  long storedBytes() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(f -> f.toString().contains("/blobs/") && Files.isRegularFile(f))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }

  private long count(Predicate<String> name) throws IOException {
    Path caches = data.resolve("aot");
    if (!Files.isDirectory(caches)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(f -> name.test(f.getFileName().toString())).count();
    }
  }

  /// Waits until a container that was started ahead waits to be needed.
  void prestarted() throws IOException, InterruptedException {
    while (waiting() == 0) {
      Thread.sleep(20);
    }
    Thread.sleep(200); // by then the server has seen it
  }

  private long waiting() throws IOException {
    long count = 0;
    for (String engine : List.of("containers", "docker")) {
      if (Files.isDirectory(data.resolve(engine))) {
        try (Stream<Path> all = Files.list(data.resolve(engine))) {
          count += all.filter(this::isWaiting).count();
        }
      }
    }
    return count;
  }

  private boolean isWaiting(Path container) {
    return Files.exists(container.resolve("waiting"));
  }

  Carafe client() {
    return client;
  }

  Path data() {
    return data;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Checkout.delete(data);
  }
}

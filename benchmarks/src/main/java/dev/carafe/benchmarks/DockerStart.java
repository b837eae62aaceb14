package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Boxed.Alone;
import dev.carafe.benchmarks.apps.Boxed.Hello;
import dev.carafe.client.control.ContainerRow;
import java.nio.file.Path;
import java.util.function.Function;

/// From a call on an empty pool to its answer, in Docker, once the AOT cache is there: against
/// `docker run` of the same image with a program that does nothing, and with a JVM that says its
/// version.
final class DockerStart {
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 12;
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private final RunningServer server;
  private final String image;
  private int pools;

  private DockerStart(RunningServer server, String image) {
    this.server = server;
    this.image = image;
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start("docker")) {
      String image = server.client().control().images().base(_ -> {}).id();
      server.command("deploy", Checkout.app("Boxed").toString());
      new DockerStart(server, image).measure();
    }
  }

  private void measure() throws Exception {
    var _ = hello("warm-up");
    server.rested();
    report("`docker run` of `true`", this::hello, "--network=bridge", image, "true");
    report(
        "`docker run` of `java -version`",
        this::hello,
        "--network=bridge",
        "--volume=" + JDK + ":/jdk:ro",
        image,
        "/jdk/bin/java",
        "-version");
    report("`docker run --network=none` of `true`", this::alone, "--network=none", image, "true");
  }

  private void report(String floor, Function<String, String> call, String... plain)
      throws Exception {
    new Figure(
            "cold start, Docker, trivial class, AOT cache, and %s".formatted(floor),
            floor,
            Figure.Unit.MILLIS,
            Interleaved.run(WARM_UP, ROUNDS, () -> Docker.container(plain), () -> cold(call)),
            new Figure.Goal.AtMost(1))
        .report();
  }

  private String hello(String run) {
    return server.client().cls(Hello.class).with("run", run).remote(Hello::hello, "you");
  }

  private String alone(String run) {
    return server.client().cls(Alone.class).with("run", run).remote(Alone::hello, "you");
  }

  private long cold(Function<String, String> call) throws InterruptedException {
    String run = "run-" + pools++;
    long start = System.nanoTime();
    String said = call.apply(run);
    long took = System.nanoTime() - start;
    if (!said.equals("Hello you")) {
      throw new IllegalStateException(said);
    }
    for (ContainerRow row : server.client().control().containers("bench-docker", false)) {
      server.client().control().stopContainer(row.id());
    }
    while (!server.client().control().containers("bench-docker", false).isEmpty()) {
      Thread.sleep(20);
    }
    Thread.sleep(500); // until the network that waits for the next app is there
    return took;
  }
}

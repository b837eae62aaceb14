package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench;
import dev.carafe.benchmarks.apps.Boxed;

/// From a call on an empty pool to its answer, where a container waits that was started ahead:
/// against `java` with the same class, and in Docker against `docker run` of a program that does
/// nothing.
final class Prestarted {
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 12;

  private final RunningServer server;
  private final String app;
  private int pools;

  private Prestarted(RunningServer server, String app) {
    this.server = server;
    this.app = app;
  }

  private interface Call {
    String hello(String run);
  }

  public static void main(String[] args) throws Exception {
    inProcesses();
    inDocker();
  }

  private static void inProcesses() throws Exception {
    try (RunningServer server = RunningServer.start("process", "--prestart", "1").withBench()) {
      new Prestarted(server, "bench")
          .report(
              "process engine",
              "`java -cp … Hello`",
              0.3,
              ColdStart::plain,
              run ->
                  server
                      .client()
                      .cls(Bench.Hello.class)
                      .with("run", run)
                      .remote(Bench.Hello::hello, "you"));
    }
  }

  private static void inDocker() throws Exception {
    try (RunningServer server = RunningServer.start("docker", "--prestart", "1")) {
      String image = server.client().control().images().base(_ -> {}).id();
      server.command("deploy", Checkout.app("Boxed").toString());
      Call call =
          run ->
              server
                  .client()
                  .cls(Boxed.Hello.class)
                  .with("run", run)
                  .remote(Boxed.Hello::hello, "you");
      var _ = call.hello("warm-up");
      server.rested();
      new Prestarted(server, "bench-docker")
          .report(
              "Docker",
              "`docker run` of `true`",
              0.05,
              () -> Docker.container("--network=bridge", image, "true"),
              call);
    }
  }

  private void report(String engine, String floor, double goal, Interleaved.Timed plain, Call call)
      throws Exception {
    new Figure(
            "start of a container that waited, %s, trivial class".formatted(engine),
            floor,
            Figure.Unit.MILLIS,
            Interleaved.run(WARM_UP, ROUNDS, plain, () -> claim(call)),
            new Figure.Goal.AtMost(goal))
        .report();
  }

  private long claim(Call call) throws Exception {
    server.stopContainers(app);
    var _ = call.hello("run-" + pools++); // asks for one to wait, if none does
    server.stopContainers(app);
    server.prestarted();
    String run = "run-" + pools++;
    long start = System.nanoTime();
    String said = call.hello(run);
    long took = System.nanoTime() - start;
    if (!said.equals("Hello you")) {
      throw new IllegalStateException(said);
    }
    return took;
  }
}

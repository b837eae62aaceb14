package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Hello;
import dev.carafe.client.control.ContainerRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// From a call on an empty pool to its answer, once the AOT cache is there, against `java` with the
/// same class.
final class ColdStart {
  private final RunningServer server;
  private int pools;

  private ColdStart(RunningServer server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    try (RunningServer server = RunningServer.start().withBench()) {
      new ColdStart(server).measure();
    }
  }

  private void measure() throws Exception {
    Interleaved times = Interleaved.run(2, 15, ColdStart::plain, this::cold);
    new Figure(
            "cold start, process engine, trivial class, AOT cache",
            "`java -cp … Hello`",
            Figure.Unit.MILLIS,
            times,
            new Figure.Goal.AtMost(3))
        .report();
  }

  static long plain() throws IOException, InterruptedException {
    return Checkout.nanosOf(
        List.of(
            Checkout.java(),
            "-cp",
            Checkout.HOME.resolve("benchmarks/target/classes").toString(),
            Hello.class.getName(),
            "you"),
        Map.of());
  }

  private long cold() throws InterruptedException {
    String run = "run-" + pools++;
    long took;
    long start = System.nanoTime();
    String said = server.client().cls(Hello.class).with("run", run).remote(Hello::hello, "you");
    took = System.nanoTime() - start;
    if (!said.equals("Hello you")) {
      throw new IllegalStateException(said);
    }
    for (ContainerRow row : server.client().control().containers("bench", false)) {
      server.client().control().stopContainer(row.id());
    }
    while (!server.client().control().containers("bench", false).isEmpty()) {
      Thread.sleep(20);
    }
    return took;
  }
}

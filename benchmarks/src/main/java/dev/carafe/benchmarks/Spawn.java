package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.ClsHandle;

/// `spawn` by 64 callers, each acknowledged once it is on disk, against `remote`.
final class Spawn {
  private static final int CALLS = 10_000;

  private Spawn() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    try (RunningServer server = RunningServer.start().withBench();
        Callers callers = new Callers()) {
      ClsHandle<Echo> echo = server.client().cls(Echo.class);
      Interleaved times =
          Interleaved.run(
              6,
              12,
              () -> callers.nanos(CALLS, () -> echo.remote(Echo::echo, bytes)),
              () -> callers.nanos(CALLS, () -> echo.spawn(Echo::echo, bytes)));
      new Figure(
              "durable `spawn`, 64 callers, 100 B",
              "`remote`, 64 callers",
              Figure.Unit.SECONDS,
              times,
              new Figure.Goal.RateAtLeast(0.3, CALLS, "calls"))
          .report();
    }
  }
}

package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.ClsHandle;

/// `spawn` by 64 callers, each acknowledged once it is on disk, against `remote`.
final class Spawn {
  private static final int CALLS = 10_000;
  private static final int WARM_UP = 6;

  private Spawn() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    try (RunningServer server = RunningServer.start().withBench();
        Callers callers = new Callers()) {
      ClsHandle<Echo> echo = server.client().cls(Echo.class);
      CpuMeter cpu = new CpuMeter(server.process(), server.process(), WARM_UP);
      Interleaved times =
          Interleaved.blocks(
              WARM_UP,
              12,
              cpu.floor(
                  Interleaved.block(
                      () -> callers.nanos(CALLS, () -> echo.remote(Echo::echo, bytes)))),
              cpu.carafe(
                  Interleaved.block(
                      () -> callers.nanos(CALLS, () -> echo.spawn(Echo::echo, bytes)))));
      new Figure(
              "durable `spawn`, 64 callers, 100 B",
              "`remote`, 64 callers",
              Figure.Unit.SECONDS,
              times,
              new Figure.Goal.RateAtLeast(0.3, CALLS, "calls"))
          .report();
      cpu.report("call", CALLS);
    }
  }
}

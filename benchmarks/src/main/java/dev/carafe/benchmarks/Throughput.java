package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.ClsHandle;

/// `remote` of 100 bytes by 64 callers at once, against raw gRPC unary echoes.
final class Throughput {
  private static final int CALLS = 20_000;
  private static final int WARM_UP = 8;

  private Throughput() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    try (RunningServer server = RunningServer.start().withBench();
        RawEcho raw = RawEcho.start();
        Callers callers = new Callers()) {
      ClsHandle<Echo> echo = server.client().cls(Echo.class);
      CpuMeter cpu = new CpuMeter(raw.process(), server.process(), WARM_UP);
      Interleaved times =
          Interleaved.blocks(
              WARM_UP,
              15,
              cpu.floor(Interleaved.block(() -> callers.nanos(CALLS, () -> raw.call(bytes)))),
              cpu.carafe(
                  Interleaved.block(
                      () -> callers.nanos(CALLS, () -> echo.remote(Echo::echo, bytes)))));
      new Figure(
              "warm `remote`, 64 callers, 100 B",
              "raw gRPC unary echo",
              Figure.Unit.SECONDS,
              times,
              new Figure.Goal.RateAtLeast(0.9, CALLS, "calls"))
          .report();
      cpu.report("call", CALLS);
    }
  }
}

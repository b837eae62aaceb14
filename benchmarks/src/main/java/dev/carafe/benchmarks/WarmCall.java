package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.ClsHandle;

/// A warm `remote` of 100 bytes, one caller, against a raw gRPC unary echo.
final class WarmCall {
  private static final int CALLS = 500;
  private static final int WARM_UP = 40;

  private WarmCall() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    try (RunningServer server = RunningServer.start().withBench();
        RawEcho raw = RawEcho.start()) {
      ClsHandle<Echo> echo = server.client().cls(Echo.class);
      CpuMeter cpu = new CpuMeter(raw.process(), server.process(), WARM_UP);
      Interleaved times =
          Interleaved.blocks(
              WARM_UP,
              40,
              cpu.floor(() -> block(() -> raw.call(bytes))),
              cpu.carafe(() -> block(() -> echo.remote(Echo::echo, bytes))));
      new Figure(
              "warm `remote`, 1 caller, 100 B",
              "raw gRPC unary echo",
              Figure.Unit.MICROS,
              times,
              new Figure.Goal.AtMost(1.7))
          .report();
      cpu.report("call", CALLS);
    }
  }

  private static long[] block(Interleaved.Work call) throws Exception {
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      nanos[i] = Interleaved.nanosOf(call);
    }
    return nanos;
  }
}

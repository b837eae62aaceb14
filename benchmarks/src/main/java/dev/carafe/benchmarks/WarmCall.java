package dev.carafe.benchmarks;

import dev.carafe.benchmarks.apps.Bench.Echo;
import dev.carafe.client.ClsHandle;

/// A warm `remote` of 100 bytes, one caller, against a raw gRPC unary echo.
final class WarmCall {
  private static final int CALLS = 500;

  private WarmCall() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    try (RunningServer server = RunningServer.start().withBench();
        RawEcho raw = RawEcho.start()) {
      ClsHandle<Echo> echo = server.client().cls(Echo.class);
      Interleaved times =
          Interleaved.blocks(
              40,
              40,
              () -> block(() -> raw.call(bytes)),
              () -> block(() -> echo.remote(Echo::echo, bytes)));
      new Figure(
              "warm `remote`, 1 caller, 100 B",
              "raw gRPC unary echo",
              Figure.Unit.MICROS,
              times,
              new Figure.Goal.AtMost(1.7))
          .report();
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

package dev.carafe.benchmarks;

import com.google.common.util.concurrent.MoreExecutors;
import dev.carafe.benchmarks.apps.Bench.Many;
import dev.carafe.client.ClsHandle;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/// `map` over 10,000 inputs of 100 bytes, against as many raw gRPC unary echoes, 64 on their way.
/// Both get their time to be compiled: a map of this size is over in a tenth of a second.
final class ManyInputs {
  private static final int INPUTS = 10_000;
  private static final int WINDOW = 64;
  private static final int WARM_UP = 100;

  private ManyInputs() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = Payload.bytes();
    List<byte[]> inputs = Collections.nCopies(INPUTS, bytes);
    try (RunningServer server = RunningServer.start().withBench();
        RawEcho raw = RawEcho.start()) {
      ClsHandle<Many> echo = server.client().cls(Many.class);
      CpuMeter cpu = new CpuMeter(raw.process(), server.process(), WARM_UP);
      Interleaved times =
          Interleaved.blocks(
              WARM_UP,
              25,
              cpu.floor(Interleaved.block(() -> Interleaved.nanosOf(() -> fanOut(raw, bytes)))),
              cpu.carafe(Interleaved.block(() -> Interleaved.nanosOf(() -> map(echo, inputs)))));
      new Figure(
              "`map` of 10,000 × 100 B",
              "raw gRPC unary fan-out, window 64",
              Figure.Unit.MILLIS,
              times,
              new Figure.Goal.RateAtLeast(5, INPUTS, "inputs"))
          .report();
      cpu.report("input", INPUTS);
    }
  }

  private static void map(ClsHandle<Many> echo, List<byte[]> inputs) {
    long results = echo.map(Many::echo, inputs).filter(r -> r.length == 100).count();
    if (results != INPUTS) {
      throw new IllegalStateException(results + " results");
    }
  }

  private static void fanOut(RawEcho raw, byte[] bytes) throws InterruptedException {
    Semaphore window = new Semaphore(WINDOW);
    for (int i = 0; i < INPUTS; i++) {
      window.acquire();
      raw.send(bytes).addListener(window::release, MoreExecutors.directExecutor());
    }
    window.acquire(WINDOW);
  }
}

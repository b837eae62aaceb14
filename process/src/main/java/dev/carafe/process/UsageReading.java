package dev.carafe.process;

import dev.carafe.model.spi.ContainerUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What the processes of a container use. The processor is read twice: a process that both begins
/// and ends between is not seen.
record UsageReading(ProcessFamily family) {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  ContainerUsage take() throws InterruptedException {
    Map<ProcessHandle, Duration> before = processorTimes();
    long began = System.nanoTime();
    Thread.sleep(PERIOD);
    Map<ProcessHandle, Duration> now = processorTimes();
    double elapsed = System.nanoTime() - began;
    long used = 0;
    long memory = 0;
    int threads = 0;
    for (var process : now.entrySet()) {
      Duration earlier = before.getOrDefault(process.getKey(), Duration.ZERO);
      used += process.getValue().minus(earlier).toNanos();
      memory += ProcessTable.memoryBytes(process.getKey().pid());
      threads += ProcessTable.row(process.getKey().pid()).map(ProcessTable.Row::threads).orElse(0);
    }
    return new ContainerUsage(Math.max(0, used) / elapsed, memory, threads);
  }

  private Map<ProcessHandle, Duration> processorTimes() {
    Map<ProcessHandle, Duration> times = new HashMap<>();
    for (ProcessHandle process : family.members()) {
      times.put(process, process.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return times;
  }
}

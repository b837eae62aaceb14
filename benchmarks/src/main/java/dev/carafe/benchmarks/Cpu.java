package dev.carafe.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The processor time that the processes of a measurement have used so far: it tells where the time
/// goes, and, unlike the clock, on a busy machine too.
record Cpu(long clientNanos, long serverNanos, long containersNanos) {

  /// Of this JVM, a server, and its containers; not of the JVMs that make AOT caches.
  static Cpu now(ProcessHandle server) {
    return new Cpu(
        nanos(Stream.of(ProcessHandle.current())),
        nanos(Stream.of(server)),
        nanos(server.descendants().filter(p -> !trains(p))));
  }

  private static boolean trains(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("--train");
  }

  private static long nanos(Stream<ProcessHandle> processes) {
    List<ProcessHandle> all = processes.toList();
    return all.stream()
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }

  Cpu since(Cpu before) {
    return new Cpu(
        clientNanos - before.clientNanos,
        serverNanos - before.serverNanos,
        containersNanos - before.containersNanos);
  }

  Cpu plus(Cpu other) {
    return new Cpu(
        clientNanos + other.clientNanos,
        serverNanos + other.serverNanos,
        containersNanos + other.containersNanos);
  }

  String per(String unit, long count) {
    return "  CPU per %s: %.1f µs = client %.1f + server %.1f + container %.1f"
        .formatted(
            unit,
            (clientNanos + serverNanos + containersNanos) / 1e3 / count,
            clientNanos / 1e3 / count,
            serverNanos / 1e3 / count,
            containersNanos / 1e3 / count);
  }
}

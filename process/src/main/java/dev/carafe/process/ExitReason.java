package dev.carafe.process;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.spi.ContainerExit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Why a container ended, in words, from its exit code, what was asked of it, and its last output.
final class ExitReason {
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int UNKNOWN = -1;
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  private ExitReason() {}

  static ContainerExit of(
      ContainerId container,
      OptionalInt code,
      Optional<String> asked,
      OutputTail output,
      OptionalLong memoryLimit) {
    int exit = code.orElse(UNKNOWN);
    Optional<String> outOfMemory =
        exit == AgentJvm.OUT_OF_MEMORY || exit == UNKNOWN
            ? output.line(OUT_OF_MEMORY)
            : Optional.empty();
    String reason =
        outOfMemory
            .map(line -> outOfMemory(line, memoryLimit))
            .or(() -> asked)
            .orElseGet(() -> unasked(code) + output.suffix(exit));
    return new ContainerExit(container, exit, outOfMemory.isPresent(), reason);
  }

  private static String outOfMemory(String line, OptionalLong limit) {
    String what = line.substring(line.indexOf(OUT_OF_MEMORY) + OUT_OF_MEMORY.length());
    String bound =
        limit.isPresent()
            ? "limit %d MiB".formatted(limit.getAsLong() >> 20)
            : "no limit set, heap full";
    String element = limit.isPresent() ? "memoryLimit" : "memory";
    return "killed: out of memory (%s)%s. Raise %s on its @Function or @Cls"
        .formatted(bound, what.stripTrailing(), element);
  }

  private static String unasked(OptionalInt code) {
    if (code.isEmpty()) {
      return "ended; its exit code is unknown, as an earlier server had started it";
    }
    int exit = code.getAsInt();
    if (exit <= 128) {
      return "exit code " + exit;
    }
    int signal = exit - 128;
    return "killed by signal %d (%s)".formatted(signal, SIGNALS.getOrDefault(signal, "?"));
  }
}

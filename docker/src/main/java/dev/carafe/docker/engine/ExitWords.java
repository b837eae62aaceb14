package dev.carafe.docker.engine;

import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.spi.ContainerExit;
import java.util.List;
import java.util.Map;

/// Why a container ended, in words.
final class ExitWords {
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  static final int UNKNOWN = -1;

  private ExitWords() {}

  /// Of a container that nobody can be asked about.
  static ContainerExit untold(Running container, String why) {
    return new ContainerExit(container.id(), UNKNOWN, false, container.asked().orElse(why));
  }

  static ContainerExit of(Running container, int code, boolean killedForMemory, List<String> tail) {
    boolean heapFull =
        code == AgentJvm.OUT_OF_MEMORY && tail.stream().anyMatch(l -> l.contains(OUT_OF_MEMORY));
    boolean outOfMemory = heapFull || killedForMemory;
    String reason =
        outOfMemory
            ? outOfMemory(container, killedForMemory)
            : container.asked().orElseGet(() -> unasked(code, tail));
    return new ContainerExit(container.id(), code, outOfMemory, reason);
  }

  private static String outOfMemory(Running container, boolean killed) {
    boolean limited = container.memoryLimit().isPresent();
    String bound =
        limited
            ? "limit %d MiB".formatted(container.memoryLimit().getAsLong() >> 20)
            : "no limit set, heap full";
    return "killed: out of memory (%s)%s. Raise %s on its @Function or @Cls"
        .formatted(
            bound,
            killed ? ": the kernel ended it, what it holds beside its heap counts too" : "",
            limited ? "memoryLimit" : "memory");
  }

  private static String unasked(int code, List<String> tail) {
    String said = code == 0 || tail.isEmpty() ? "" : "; it said last: " + tail.getLast();
    if (code <= 128) {
      return "exit code " + code + said;
    }
    int signal = code - 128;
    return "killed by signal %d (%s)%s".formatted(signal, SIGNALS.getOrDefault(signal, "?"), said);
  }
}

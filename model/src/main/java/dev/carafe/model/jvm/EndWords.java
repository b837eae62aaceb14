package dev.carafe.model.jvm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Why a container's process ended, in the words every engine has for it.
public final class EndWords {
  private static final String HEAP_FULL = "Terminating due to java.lang.OutOfMemoryError";
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  private EndWords() {}

  /// What the JVM wrote of its heap as it gave up, like `: Java heap space`, if it did.
  public static Optional<String> heapFull(List<String> output) {
    return output.stream()
        .filter(line -> line.contains(HEAP_FULL))
        .findFirst()
        .map(line -> line.substring(line.indexOf(HEAP_FULL) + HEAP_FULL.length()).stripTrailing());
  }

  /// With the edit to make; `limit` is in bytes, `detail` says more and may be empty.
  public static String outOfMemory(OptionalLong limit, String detail) {
    boolean limited = limit.isPresent();
    String bound =
        limited ? "limit %d MiB".formatted(limit.getAsLong() >> 20) : "no limit set, heap full";
    return "killed: out of memory (%s)%s. Raise %s on its @Function or @Cls"
        .formatted(bound, detail, limited ? "memoryLimit" : "memory");
  }

  /// An exit code as a shell gives it, where a signal is 128 more than its number.
  public static String exit(int code) {
    if (code <= SIGNALLED) {
      return "exit code " + code;
    }
    int signal = code - SIGNALLED;
    return "killed by signal %d (%s)".formatted(signal, SIGNALS.getOrDefault(signal, "?"));
  }
}

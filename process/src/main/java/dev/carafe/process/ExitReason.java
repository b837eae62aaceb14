package dev.carafe.process;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.jvm.EndWords;
import dev.carafe.model.spi.ContainerExit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Why a container ended, in words, from its exit code, what was asked of it, and its last output.
final class ExitReason {
  private static final int UNKNOWN = -1;

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
            ? EndWords.heapFull(output.lines())
            : Optional.empty();
    String reason =
        outOfMemory
            .map(detail -> EndWords.outOfMemory(memoryLimit, detail))
            .or(() -> asked)
            .orElseGet(() -> unasked(code) + output.suffix(exit));
    return new ContainerExit(container, exit, outOfMemory.isPresent(), reason);
  }

  private static String unasked(OptionalInt code) {
    return code.isPresent()
        ? EndWords.exit(code.getAsInt())
        : "ended; its exit code is unknown, as an earlier server had started it";
  }
}

package dev.carafe.docker.engine;

import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.jvm.EndWords;
import dev.carafe.model.spi.ContainerExit;
import java.util.List;

/// Why a container ended, in words.
final class ExitWords {
  static final int UNKNOWN = -1;

  private ExitWords() {}

  /// Of a container that nobody can be asked about.
  static ContainerExit untold(Running container, String why) {
    return new ContainerExit(container.id(), UNKNOWN, false, container.asked().orElse(why));
  }

  static ContainerExit of(Running container, int code, boolean killedForMemory, List<String> tail) {
    boolean heapFull = code == AgentJvm.OUT_OF_MEMORY && EndWords.heapFull(tail).isPresent();
    boolean outOfMemory = heapFull || killedForMemory;
    String reason =
        outOfMemory
            ? outOfMemory(container, killedForMemory)
            : container.asked().orElseGet(() -> unasked(code, tail));
    return new ContainerExit(container.id(), code, outOfMemory, reason);
  }

  private static String outOfMemory(Running container, boolean killed) {
    return EndWords.outOfMemory(
        container.memoryLimit(),
        killed ? ": the kernel ended it, what it holds beside its heap counts too" : "");
  }

  private static String unasked(int code, List<String> tail) {
    return EndWords.exit(code)
        + (code == 0 || tail.isEmpty() ? "" : "; it said last: " + tail.getLast());
  }
}

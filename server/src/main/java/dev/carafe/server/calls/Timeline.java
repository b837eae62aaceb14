package dev.carafe.server.calls;

import dev.carafe.model.call.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// When an input passed each stage, in microseconds since the epoch. The last attempt's times win.
/// Written by few threads one after the other; a reader may see a moment too little, never a wrong
/// time.
public final class Timeline {
  private final long[] micros = new long[Stage.values().length];

  void mark(Stage stage, long atMicros) {
    micros[stage.ordinal()] = atMicros;
  }

  /// Takes a container's own stages over, those after the input arrived.
  void markStartOf(Map<Stage, Long> container) {
    long arrived = micros[Stage.ARRIVED.ordinal()];
    container.forEach(
        (stage, at) -> {
          if (at >= arrived) {
            micros[stage.ordinal()] = at;
          }
        });
  }

  /// The stages passed, in order.
  public Map<Stage, Long> stages() {
    Map<Stage, Long> passed = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      if (micros[stage.ordinal()] > 0) {
        passed.put(stage, micros[stage.ordinal()]);
      }
    }
    return passed;
  }

  /// Now, in microseconds since the epoch.
  public static long now() {
    return micros(Instant.now());
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}

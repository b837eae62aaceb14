package dev.carafe.server.calls;

import dev.carafe.model.call.Stage;
import dev.carafe.server.containers.ContainerRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// When an input passed each stage, in microseconds since the epoch. The last attempt's times win.
/// Written by few threads one after the other; a reader may see a moment too little, never a wrong
/// time.
public final class Timeline {
  private static final Stage[] STAGES = Stage.values();

  /// Of inputs that nobody asks about: it keeps nothing, so all of them share it.
  static final Timeline NONE = new Timeline(0);

  private final long[] micros;

  Timeline() {
    this(STAGES.length);
  }

  private Timeline(int stages) {
    this.micros = new long[stages];
  }

  void mark(Stage stage, long atMicros) {
    if (keeps()) {
      micros[stage.ordinal()] = atMicros;
    }
  }

  void markNow(Stage stage) {
    if (keeps()) {
      mark(stage, now());
    }
  }

  private boolean keeps() {
    return micros.length > 0;
  }

  /// Takes a container's own stages over, those after the input arrived.
  void markStartOf(ContainerRecord container) {
    if (!keeps()) {
      return;
    }
    long arrived = micros[Stage.ARRIVED.ordinal()];
    if (container.lastStageMicros() < arrived) {
      return; // it was there before, as most are
    }
    container
        .stages()
        .forEach(
            (stage, at) -> {
              if (at >= arrived) {
                micros[stage.ordinal()] = at;
              }
            });
  }

  /// The stages passed, in order.
  public Map<Stage, Long> stages() {
    Map<Stage, Long> passed = new EnumMap<>(Stage.class);
    for (Stage stage : STAGES) {
      if (keeps() && micros[stage.ordinal()] > 0) {
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

package dev.carafe.server.calls;

import dev.carafe.model.call.Stage;
import dev.carafe.model.id.CallId;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.server.deploy.Pool;
import java.util.Map;

/// A call as people see it. `endedMicros` is 0 while it is on its way; `stages` are those of its
/// first input.
public record CallView(
    CallId id,
    Pool pool,
    String function,
    InputKind kind,
    String outcome,
    String container,
    int attempts,
    long inputs,
    long arrivedMicros,
    long endedMicros,
    Map<Stage, Long> stages) {

  /// `running`, or how it ended in one word.
  public String state() {
    if (endedMicros == 0) {
      return "running";
    }
    return outcome.contains(":") ? outcome.substring(0, outcome.indexOf(':')) : outcome;
  }
}

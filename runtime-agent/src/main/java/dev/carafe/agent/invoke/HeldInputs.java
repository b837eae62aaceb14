package dev.carafe.agent.invoke;

import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.InputKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Inputs that came while new code is put in place. Threads may share it.
final class HeldInputs {
  private final List<Dispatch> dispatches = new ArrayList<>();
  private final List<InputKey> cancelled = new ArrayList<>();
  private int holders;
  private volatile boolean holding;

  synchronized void hold() {
    holders++;
    holding = true;
  }

  /// Whether this one is held.
  boolean take(Dispatch dispatch) {
    if (!holding) {
      return false;
    }
    synchronized (this) {
      if (holding) {
        dispatches.add(dispatch);
      }
      return holding;
    }
  }

  /// One that is held is cancelled as soon as it has begun.
  void cancel(InputKey key) {
    if (holding) {
      synchronized (this) {
        if (holding) {
          cancelled.add(key);
        }
      }
    }
  }

  /// What is held, those of one batch together.
  synchronized List<List<InputKey>> inputs() {
    List<List<InputKey>> runs = new ArrayList<>();
    for (Dispatch dispatch : dispatches) {
      List<InputKey> keys = dispatch.getInputsList().stream().map(AgentInput::getKey).toList();
      if (dispatch.getBatch()) {
        runs.add(keys);
      } else {
        keys.forEach(key -> runs.add(List.of(key)));
      }
    }
    return runs;
  }

  /// Hands on what was held, in its order, when nobody else holds it.
  synchronized void release(Consumer<Dispatch> begin, Consumer<InputKey> cancel) {
    holders--;
    holding = holders > 0;
    if (holding) {
      return;
    }
    dispatches.forEach(begin);
    cancelled.forEach(cancel);
    dispatches.clear();
    cancelled.clear();
  }
}

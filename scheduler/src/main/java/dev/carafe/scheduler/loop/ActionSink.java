package dev.carafe.scheduler.loop;

import dev.carafe.scheduler.core.Action;
import java.util.List;

/// Where actions go: called by one thread at a time, in the order of the decisions, with all
/// actions of one event. Must not block; slow work goes to a thread of its own. It may submit
/// events.
public interface ActionSink {
  void perform(List<Action> actions);
}

package dev.carafe.client.control;

import java.util.List;

/// Where the time of a call went: the stages of its first input in order, and how it ended in one
/// line.
public record CallTimeline(
    CallRow call, List<StageMark> stages, String outcome, String container, int attempts) {
  public CallTimeline {
    stages = List.copyOf(stages);
  }
}

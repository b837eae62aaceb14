package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.client.CarafeException;
import dev.carafe.client.control.CallRow;
import dev.carafe.client.control.CallTimeline;
import dev.carafe.client.control.ControlClient;
import dev.carafe.client.control.StageMark;
import dev.carafe.model.call.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Where the time of a run went: building, deploying, and of each function its first call, which
/// had to wait for a container.
final class TimeReport {
  private static final int CALLS = 1_000;
  private static final int FUNCTIONS = 8;

  private final List<String> parts = new ArrayList<>();

  void add(String what, Duration took) {
    parts.add(what + " " + Humans.duration(took));
  }

  /// Adds the calls of an app.
  void addCalls(ControlClient control, String app) {
    try {
      List<CallRow> calls = new ArrayList<>(control.calls(app, CALLS));
      Collections.reverse(calls);
      Map<String, Integer> counts = new LinkedHashMap<>();
      Map<String, String> first = new LinkedHashMap<>();
      for (CallRow call : calls) {
        counts.merge(call.function(), 1, Integer::sum);
        first.putIfAbsent(call.function(), call.id());
      }
      first.entrySet().stream()
          .limit(FUNCTIONS)
          .forEach(
              e ->
                  add(
                      e.getKey(),
                      counts.getOrDefault(e.getKey(), 1),
                      control.explain(e.getValue())));
    } catch (CarafeException e) {
      parts.add("calls unknown: " + e.getMessage()); // a report must not fail the run
    }
  }

  private void add(String function, int count, CallTimeline timeline) {
    StringJoiner times = new StringJoiner(", ", function + " (", ")");
    between(timeline, Stage.PLACED, Stage.LOADED)
        .ifPresent(d -> times.add("container start " + Humans.duration(d)));
    between(timeline, Stage.LOADED, Stage.ENTERED)
        .ifPresent(d -> times.add("@Enter " + Humans.duration(d)));
    between(timeline, Stage.RUNNING, Stage.RETURNED)
        .ifPresent(d -> times.add("run " + Humans.duration(d)));
    if (count > 1) {
      times.add("first of %d calls".formatted(count));
    }
    parts.add(times.toString());
  }

  private static Optional<Duration> between(CallTimeline timeline, Stage from, Stage to) {
    Optional<Instant> start = at(timeline, from);
    Optional<Instant> end = at(timeline, to);
    return start.isPresent() && end.isPresent()
        ? Optional.of(Duration.between(start.get(), end.get()))
        : Optional.empty();
  }

  private static Optional<Instant> at(CallTimeline timeline, Stage stage) {
    return timeline.stages().stream()
        .filter(mark -> mark.stage().equalsIgnoreCase(stage.name()))
        .map(StageMark::time)
        .findFirst();
  }

  String line() {
    return "time: " + String.join(" · ", parts);
  }
}

package dev.carafe.cli.output;

import dev.carafe.client.control.CallTimeline;
import dev.carafe.client.control.StageMark;
import dev.carafe.protocol.wire.ModelJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where the time of a call went: each stage with when it was reached and what it took, and a bar
/// for its share.
public final class TimelinePrinter {
  private static final int BAR = 30;

  private TimelinePrinter() {}

  public static void print(Terminal terminal, CallTimeline timeline, boolean json) {
    if (json) {
      terminal.out().println(ModelJson.write(timeline));
      return;
    }
    terminal
        .out()
        .println(
            "%s  %s/%s  %s, %s%s"
                .formatted(
                    timeline.call().id(),
                    timeline.call().app(),
                    timeline.call().function(),
                    Humans.count(timeline.call().inputs(), "input"),
                    Humans.count(timeline.attempts(), "attempt"),
                    timeline.container().isEmpty() ? "" : ", on " + timeline.container()));
    stages(timeline.stages()).forEach(terminal.out()::println);
    terminal.out().println(timeline.outcome());
  }

  private static List<String> stages(List<StageMark> stages) {
    if (stages.isEmpty()) {
      return List.of();
    }
    Instant start = stages.getFirst().time();
    Duration whole = Duration.between(start, stages.getLast().time());
    var table =
        new Table<Step>()
            .column("STAGE", step -> step.mark().stage().toLowerCase(java.util.Locale.ROOT))
            .number("AT", step -> precise(Duration.between(start, step.mark().time())))
            .number("TOOK", step -> step.took().isZero() ? "" : precise(step.took()))
            .column("", step -> bar(step.took(), whole))
            .column("DETAIL", step -> step.mark().detail());
    return table.lines(Step.of(stages));
  }

  private record Step(StageMark mark, Duration took) {
    static List<Step> of(List<StageMark> stages) {
      return java.util.stream.IntStream.range(0, stages.size())
          .mapToObj(
              i ->
                  new Step(
                      stages.get(i),
                      i == 0
                          ? Duration.ZERO
                          : Duration.between(stages.get(i - 1).time(), stages.get(i).time())))
          .toList();
    }
  }

  private static String bar(Duration part, Duration whole) {
    if (whole.isZero() || part.isNegative()) {
      return "";
    }
    return "█".repeat((int) Math.round((double) BAR * part.toNanos() / whole.toNanos()));
  }

  private static String precise(Duration duration) {
    return duration.toMillis() < 10
        ? String.format(java.util.Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6)
        : Humans.duration(duration);
  }
}

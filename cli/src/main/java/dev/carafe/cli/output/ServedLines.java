package dev.carafe.cli.output;

import dev.carafe.client.control.CallRow;
import dev.carafe.client.control.ContainerRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `dev` serves, in three lines: its containers and calls, and what went wrong last.
public final class ServedLines {
  private final Terminal terminal;

  public ServedLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Of containers that live, the newest calls, and the last error if it is not mended.
  public List<String> of(
      List<ContainerRow> containers, List<CallRow> calls, Optional<String> error) {
    return List.of(
        label("containers") + containers(containers),
        label("calls") + calls(calls),
        label("last error") + error.map(e -> terminal.paint(Style.RED, e)).orElse("none"));
  }

  private String label(String name) {
    return terminal.paint(Style.DIM, name + " ".repeat(12 - name.length()));
  }

  private String containers(List<ContainerRow> containers) {
    if (containers.isEmpty()) {
      return "none; the first call starts one";
    }
    return containers.stream()
        .collect(Collectors.groupingBy(ContainerRow::function, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + " " + states(e.getValue()))
        .collect(Collectors.joining("  ·  "));
  }

  private static String states(List<ContainerRow> containers) {
    return counted(
        containers.stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                    TreeMap::new,
                    Collectors.counting())));
  }

  private static String calls(List<CallRow> calls) {
    if (calls.isEmpty()) {
      return "none yet";
    }
    CallRow newest = calls.getFirst();
    return "%s  ·  newest: %s %s"
        .formatted(
            counted(
                calls.stream()
                    .collect(
                        Collectors.groupingBy(
                            CallRow::state, TreeMap::new, Collectors.counting()))),
            newest.function(),
            newest.state());
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }
}

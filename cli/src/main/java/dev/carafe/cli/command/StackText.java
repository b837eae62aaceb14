package dev.carafe.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// A stack trace as text, in which frames that repeat one another are told once: a recursion that
/// found no end fills no screen.
final class StackText {
  private static final int LONGEST_CYCLE = 8;
  private static final int LEAST_REPEATS = 3;
  private static final String FRAME = "at ";

  private StackText() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return String.join("\n", folded(text.toString().lines().toList()));
  }

  static List<String> folded(List<String> lines) {
    List<String> kept = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int cycle = cycle(lines, at);
      int repeats = cycle == 0 ? 0 : repeats(lines, at, cycle);
      if (repeats < LEAST_REPEATS) {
        kept.add(lines.get(at));
        at++;
      } else {
        kept.addAll(lines.subList(at, at + cycle));
        kept.add(
            "\t… %d more of the same %s"
                .formatted((repeats - 1) * cycle, cycle == 1 ? "frame" : cycle + " frames"));
        at += repeats * cycle;
      }
    }
    return kept;
  }

  /// The length of the shortest run of frames at `at` that comes often in a row; 0: none does.
  private static int cycle(List<String> lines, int at) {
    for (int length = 1; length <= LONGEST_CYCLE; length++) {
      if (repeats(lines, at, length) >= LEAST_REPEATS) {
        return length;
      }
    }
    return 0;
  }

  /// How often the `length` frames at `at` stand there, one after the other.
  private static int repeats(List<String> lines, int at, int length) {
    int same = 0;
    while (at + same + length < lines.size()
        && lines.get(at + same).stripLeading().startsWith(FRAME)
        && lines.get(at + same).equals(lines.get(at + same + length))) {
      same++;
    }
    return same / length + 1;
  }
}

package dev.carafe.cli.output;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Mistakes in user code: each as `file:line:column: what`, with the line it is on and a mark below
/// the place.
public final class ProblemPrinter {
  private ProblemPrinter() {}

  public static void print(Terminal terminal, List<Problem> problems) {
    for (Problem problem : problems) {
      terminal.say(head(terminal, problem));
      if (problem.place() instanceof Place.InSource place) {
        frame(terminal, place);
      }
    }
    terminal.say(Humans.count(problems.size(), "problem"));
  }

  private static String head(Terminal terminal, Problem problem) {
    String place = problem.place().toString();
    return terminal.paint(Style.BOLD, place) + problem.text().substring(place.length());
  }

  private static void frame(Terminal terminal, Place.InSource place) {
    String line = line(place);
    if (line.isEmpty()) {
      return;
    }
    String number = Integer.toString(place.line());
    String gutter = " ".repeat(number.length());
    int column = Math.min(place.column() - 1, line.length());
    int length = Math.max(1, Math.min(place.length(), line.length() - column));
    String indent = line.substring(0, column).replaceAll("[^\\t]", " ");
    terminal.say(terminal.paint(Style.DIM, "  " + number + " │ ") + line);
    terminal.say(
        terminal.paint(Style.DIM, "  " + gutter + " │ ")
            + indent
            + terminal.paint(Style.RED, "^".repeat(length)));
  }

  private static String line(Place.InSource place) {
    try (var lines = Files.lines(place.file())) {
      return lines.skip(place.line() - 1).findFirst().orElse("");
    } catch (IOException | java.io.UncheckedIOException e) {
      return ""; // the frame is an extra: the place is printed already
    }
  }
}

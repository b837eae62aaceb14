package dev.carafe.image.problem;

import dev.carafe.image.problem.Place.InSource;
import java.util.Comparator;
import java.util.List;

/// One mistake in user code: what is wrong, why it cannot work, and the edit to make. `why` and
/// `edit` may be empty where another program (the compiler) found it.
public record Problem(Place place, String what, String why, String edit) {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(
              (Problem p) -> p.place() instanceof InSource s ? s.file().toString() : "")
          .thenComparing(p -> p.place() instanceof InSource s ? s.line() : 0)
          .thenComparing(p -> p.place() instanceof InSource s ? s.column() : 0);

  /// In the order of files, lines and columns; those of no source file first, in their order.
  public static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(ORDER).toList();
  }

  /// One line: `file:line:column: what, why: edit`.
  public String text() {
    var text = new StringBuilder(place.toString()).append(": ").append(what);
    if (!why.isEmpty()) {
      text.append(", ").append(why);
    }
    if (!edit.isEmpty()) {
      text.append(": ").append(edit);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }
}

package dev.carafe.image.problem;

/// One mistake in user code: what is wrong, why it cannot work, and the edit to make. `why` and
/// `edit` may be empty where another program (the compiler) found it.
public record Problem(Place place, String what, String why, String edit) {

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

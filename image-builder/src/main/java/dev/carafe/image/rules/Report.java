package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Value;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Gathers what the rules find. For one thread.
final class Report {
  private final List<Problem> problems = new ArrayList<>();

  void add(Place place, String what, String why, String edit) {
    var problem = new Problem(place, what, why, edit);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /// Tries to read every string given for an element; what `reader` refuses is a problem.
  void eachText(AnnotationDeclared annotation, String element, Consumer<String> reader, Form form) {
    for (Value value : annotation.list(element)) {
      if (value instanceof Value.Text(String text, Place place)) {
        try {
          reader.accept(text);
        } catch (IllegalArgumentException e) {
          add(
              place,
              "@%s %s = \"%s\" is no %s".formatted(annotation.name(), element, text, form.noun()),
              form.why(),
              form.edit());
        }
      }
    }
  }

  /// What a text should have been: a noun, the form in words, and how to write it.
  record Form(String noun, String why, String edit) {}

  List<Problem> problems() {
    return Problem.sorted(problems);
  }
}

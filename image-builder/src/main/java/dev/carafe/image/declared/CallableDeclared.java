package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;

/// A method that callers can name, and the class that declares it.
public record CallableDeclared(
    String name, MethodDeclared method, AnnotationDeclared annotation, ClassDeclared declaring) {

  /// Where its name comes from.
  public Place namePlace() {
    return annotation.value("name").map(Value::place).orElse(method.place());
  }

  /// As a person would say it.
  public String title() {
    return "method %s.%s".formatted(declaring.simpleName(), method.overload());
  }
}

package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.Optional;

/// A parameter of a method; `defaultText` is what `@Default` says.
public record ParameterDeclared(
    String name, JavaType type, Optional<String> defaultText, Place place) {

  /// Whether callers without the classes may leave it out.
  public boolean mayBeOmitted() {
    return defaultText.isPresent() || type.is("java.util.Optional");
  }
}

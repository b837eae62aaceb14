package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// A field with Carafe's annotations on it.
public record FieldDeclared(
    String name,
    JavaType type,
    Set<Modifier> modifiers,
    List<AnnotationDeclared> annotations,
    Initialiser initialiser,
    Place place) {
  public FieldDeclared {
    modifiers = Set.copyOf(modifiers);
    annotations = List.copyOf(annotations);
  }

  /// The annotation of that name.
  public Optional<AnnotationDeclared> annotation(String called) {
    return annotations.stream().filter(a -> a.name().equals(called)).findFirst();
  }

  /// Whether it has the modifier.
  public boolean is(Modifier modifier) {
    return modifiers.contains(modifier);
  }
}

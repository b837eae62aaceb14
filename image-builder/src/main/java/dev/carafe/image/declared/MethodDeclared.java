package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// A method or constructor (`<init>`). `descriptor` is the JVM's and empty when read from source.
public record MethodDeclared(
    String name,
    String descriptor,
    List<ParameterDeclared> parameters,
    JavaType returnType,
    Set<Modifier> modifiers,
    List<AnnotationDeclared> annotations,
    Place place) {
  /// The name of constructors.
  public static final String CONSTRUCTOR = "<init>";

  public MethodDeclared {
    parameters = List.copyOf(parameters);
    modifiers = Set.copyOf(modifiers);
    annotations = List.copyOf(annotations);
  }

  /// The annotation of that name.
  public Optional<AnnotationDeclared> annotation(String called) {
    return annotations.stream().filter(a -> a.name().equals(called)).findFirst();
  }

  /// Whether it carries the annotation of that name.
  public boolean has(String called) {
    return annotation(called).isPresent();
  }

  /// Whether it has the modifier.
  public boolean is(Modifier modifier) {
    return modifiers.contains(modifier);
  }

  /// Name and erased parameter types, `embed(String,int)`: what tells overloads apart.
  public String overload() {
    return parameters.stream()
        .map(p -> p.type().erasedText())
        .collect(Collectors.joining(",", name + "(", ")"));
  }

  /// Whether it returns a `Stream`, item by item.
  public boolean generator() {
    return returnType.is("java.util.stream.Stream");
  }
}

package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// A class, interface, enum or record, with members in source order. `enclosing` is the binary name
/// of the class it is nested in; `permits` lists the subclasses of a sealed type; `enumConstants`
/// the constants of an enum.
public record ClassDeclared(
    String binaryName,
    String simpleName,
    Kind kind,
    Set<Modifier> modifiers,
    Optional<String> enclosing,
    Optional<String> superclass,
    List<String> interfaces,
    List<String> permits,
    List<String> enumConstants,
    List<AnnotationDeclared> annotations,
    List<FieldDeclared> fields,
    List<MethodDeclared> methods,
    Place place) {

  /// What kind of type it is.
  public enum Kind {
    CLASS,
    INTERFACE,
    ENUM,
    RECORD,
    ANNOTATION
  }

  public ClassDeclared {
    modifiers = Set.copyOf(modifiers);
    interfaces = List.copyOf(interfaces);
    permits = List.copyOf(permits);
    enumConstants = List.copyOf(enumConstants);
    annotations = List.copyOf(annotations);
    fields = List.copyOf(fields);
    methods = List.copyOf(methods);
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

  /// Whether its objects need one of the enclosing class.
  public boolean inner() {
    return enclosing.isPresent() && kind == Kind.CLASS && !is(Modifier.STATIC);
  }

  /// Its methods, without constructors.
  public Stream<MethodDeclared> proper() {
    return methods.stream().filter(m -> !m.name().equals(MethodDeclared.CONSTRUCTOR));
  }

  /// Its constructor without parameters.
  public Optional<MethodDeclared> plainConstructor() {
    return methods.stream()
        .filter(m -> m.name().equals(MethodDeclared.CONSTRUCTOR) && m.parameters().isEmpty())
        .findFirst();
  }

  /// The package, empty for the unnamed one.
  public String packageName() {
    return binaryName.substring(0, Math.max(0, binaryName.lastIndexOf('.')));
  }
}

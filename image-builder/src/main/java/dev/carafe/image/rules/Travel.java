package dev.carafe.image.rules;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassLookup;
import dev.carafe.image.declared.FieldDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// Tells whether values of a type can be written by one machine and read by another, knowing the
/// type alone. Of what it cannot see, it claims nothing.
final class Travel {
  private static final String EDIT = "pass a String, a record, a collection of these, or bytes";
  private final ClassLookup lookup;
  private final Set<String> visited = new HashSet<>();

  Travel(ClassLookup lookup) {
    this.lookup = lookup;
  }

  /// Why a type cannot travel, and the edit to make.
  record Obstacle(String why, String edit) {}

  /// What keeps `type` from travelling.
  Optional<Obstacle> obstacle(JavaType type) {
    return switch (type) {
      case JavaType.Unknown _ -> Optional.empty();
      case JavaType.Primitive p ->
          p.name().equals("void") ? no("there is no value of type void", EDIT) : Optional.empty();
      case JavaType.Array a -> obstacle(a.component());
      case JavaType.Variable v ->
          no(
              "nothing says what %s is when a value is read".formatted(v.name()),
              "name the type itself");
      case JavaType.Wildcard _ ->
          no("nothing says what ? is when a value is read", "name the type itself");
      case JavaType.Named n -> named(n);
    };
  }

  private Optional<Obstacle> named(JavaType.Named type) {
    String name = type.binaryName();
    if (KnownTypes.VALUES.contains(name)) {
      return Optional.empty();
    }
    if (KnownTypes.CONTAINERS.contains(name)) {
      return type.arguments().isEmpty()
          ? no(
              "nothing says what is in a %s when it is read".formatted(type.simpleText()),
              "write its type arguments, like %s<String>".formatted(type.simpleText()))
          : first(type.arguments().stream().map(a -> obstacle(a)));
    }
    if (name.equals("java.util.stream.Stream")) {
      return no("a Stream is the result of a generator, and nothing else", "pass a List");
    }
    if (KnownTypes.reason(name).isPresent()) {
      return KnownTypes.reason(name).map(r -> new Obstacle(r.why(), r.edit()));
    }
    if (name.matches("(java|javax|jdk|sun|com\\.sun)\\..*") && !isEnum(name)) {
      return no("%s is neither data nor a collection".formatted(type.simpleText()), EDIT);
    }
    Optional<Obstacle> arguments = first(type.arguments().stream().map(a -> obstacle(a)));
    return arguments.or(
        () -> visited.add(name) ? lookup.find(name).flatMap(this::own) : Optional.empty());
  }

  private boolean isEnum(String name) {
    return lookup.find(name).filter(c -> c.kind() == ClassDeclared.Kind.ENUM).isPresent();
  }

  private Optional<Obstacle> own(ClassDeclared type) {
    return switch (type.kind()) {
      case ENUM -> Optional.empty();
      case RECORD -> parts(type, components(type));
      case ANNOTATION -> no(type.simpleName() + " is an annotation", EDIT);
      case INTERFACE -> open(type, "an interface");
      case CLASS -> type.is(Modifier.ABSTRACT) ? open(type, "abstract") : bean(type);
    };
  }

  private Optional<Obstacle> open(ClassDeclared type, String kind) {
    return type.permits().isEmpty()
        ? no(
            "%s is %s that anything could implement".formatted(type.simpleName(), kind),
            "make it sealed, or name the class itself")
        : first(type.permits().stream().map(p -> obstacle(JavaType.named(p))));
  }

  private Optional<Obstacle> bean(ClassDeclared type) {
    if (type.inner()) {
      return no(type.simpleName() + " is an inner class", "make it static, or a record");
    }
    if (type.plainConstructor().isEmpty()) {
      return no(
          type.simpleName() + " is no record and has no constructor without parameters",
          "make it a record, or add such a constructor with getters and setters");
    }
    return parts(
        type,
        type.proper()
            .filter(m -> m.name().matches("set[A-Z].*") && m.is(Modifier.PUBLIC))
            .filter((MethodDeclared m) -> m.parameters().size() == 1)
            .map(m -> new Part(m.name(), m.parameters().getFirst().type())));
  }

  private record Part(String name, JavaType type) {}

  private static Stream<Part> components(ClassDeclared type) {
    return type.fields().stream()
        .filter((FieldDeclared f) -> !f.is(Modifier.STATIC))
        .map(f -> new Part(f.name(), f.type()));
  }

  /// A part whose type is a variable is what the type's argument says, and that was looked at.
  private Optional<Obstacle> parts(ClassDeclared type, Stream<Part> parts) {
    return first(
        parts
            .filter(p -> !(p.type() instanceof JavaType.Variable))
            .map(
                p ->
                    obstacle(p.type())
                        .map(
                            o ->
                                new Obstacle(
                                    "%s of %s has type %s: %s"
                                        .formatted(
                                            p.name(),
                                            type.simpleName(),
                                            p.type().simpleText(),
                                            o.why()),
                                    o.edit()))));
  }

  private static Optional<Obstacle> first(Stream<Optional<Obstacle>> obstacles) {
    List<Obstacle> found = obstacles.flatMap(Optional::stream).limit(1).toList();
    return found.stream().findFirst();
  }

  private static Optional<Obstacle> no(String why, String edit) {
    return Optional.of(new Obstacle(why, edit));
  }
}

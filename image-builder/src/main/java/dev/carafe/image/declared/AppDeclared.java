package dev.carafe.image.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An app and the classes that belong to it: its `@App` classes, what is nested in them, and
/// top-level `@Cls` classes that name it.
public record AppDeclared(String name, List<Member> members) {
  public AppDeclared {
    members = List.copyOf(members);
  }

  /// A class of the app, and the `@App` annotation whose defaults hold for it.
  public record Member(ClassDeclared type, Optional<AnnotationDeclared> defaults) {}

  /// All apps of a program, in order of appearance.
  public static List<AppDeclared> of(Program program) {
    Map<String, List<ClassDeclared>> byName = new LinkedHashMap<>();
    for (ClassDeclared type : program.own()) {
      nameFor(type, program)
          .ifPresent(n -> byName.computeIfAbsent(n, _ -> new ArrayList<>()).add(type));
    }
    return byName.entrySet().stream()
        .map(e -> new AppDeclared(e.getKey(), members(e.getValue(), program)))
        .toList();
  }

  /// The name of the app a class belongs to, if any.
  public static Optional<String> nameFor(ClassDeclared type, Program program) {
    Optional<String> named =
        type.annotation("Cls").map(c -> c.text("app")).filter(n -> !n.isEmpty());
    return named.or(() -> host(type, program).map(AppDeclared::nameOf));
  }

  /// The name an `@App` class gives its app.
  public static String nameOf(ClassDeclared host) {
    String given = host.annotation("App").orElseThrow().text("value");
    return given.isEmpty() ? kebab(host.simpleName()) : given;
  }

  /// `HTTPServer2Go` becomes `http-server2-go`.
  static String kebab(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  private static List<Member> members(List<ClassDeclared> types, Program program) {
    Optional<AnnotationDeclared> shared =
        types.stream().flatMap(t -> t.annotation("App").stream()).findFirst();
    return types.stream()
        .map(
            t -> new Member(t, host(t, program).flatMap(h -> h.annotation("App")).or(() -> shared)))
        .toList();
  }

  /// The nearest class around `type`, or itself, that carries `@App`.
  private static Optional<ClassDeclared> host(ClassDeclared type, Program program) {
    return type.has("App")
        ? Optional.of(type)
        : type.enclosing().flatMap(program.lookup()::find).flatMap(e -> host(e, program));
  }
}

package dev.carafe.image.declared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds declarations by binary name, the user's own and those of libraries and the JDK.
@FunctionalInterface
public interface ClassLookup {

  /// The declaration, or empty where there is none.
  Optional<ClassDeclared> find(String binaryName);

  /// Looks here first, then in `next`.
  default ClassLookup or(ClassLookup next) {
    return name -> find(name).or(() -> next.find(name));
  }

  /// The class itself and what it extends, the topmost first, without `Object`.
  default List<ClassDeclared> lineage(ClassDeclared type) {
    var line = new ArrayList<ClassDeclared>();
    Optional<ClassDeclared> next = Optional.of(type);
    while (next.isPresent() && !line.contains(next.get())) {
      line.addFirst(next.get());
      next = next.get().superclass().filter(s -> !s.equals("java.lang.Object")).flatMap(this::find);
    }
    return line;
  }

  /// Whether `type` is, extends or implements the class called `ancestor`.
  default boolean isKindOf(ClassDeclared type, String ancestor) {
    return type.binaryName().equals(ancestor)
        || java.util.stream.Stream.concat(type.superclass().stream(), type.interfaces().stream())
            .anyMatch(
                s -> s.equals(ancestor) || find(s).filter(t -> isKindOf(t, ancestor)).isPresent());
  }
}

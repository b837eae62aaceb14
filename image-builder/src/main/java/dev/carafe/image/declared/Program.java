package dev.carafe.image.declared;

import java.util.List;

/// The user's own classes, and a lookup that finds these and all they refer to.
public record Program(List<ClassDeclared> own, ClassLookup lookup) {
  public Program {
    own = List.copyOf(own);
  }

  /// Whether a `@Cls` class is, or extends, `type`: then its hooks and methods count.
  public boolean servesAsCls(ClassDeclared type) {
    return own.stream()
        .filter(c -> c.has("Cls"))
        .anyMatch(c -> lookup.isKindOf(c, type.binaryName()));
  }
}

package dev.carafe.model.app;

import java.util.List;
import java.util.Optional;

/// A `@Parameter` field: declaring class, name, type, and its default in canonical text when it has
/// one. Canonical text is `Long.toString` and the like; the constant's name for an enum; base64 for
/// `byte[]`.
public record ParameterSpec(
    String declaringClass,
    String name,
    Type type,
    String javaType,
    List<String> enumConstants,
    Optional<String> defaultText) {

  /// The types a parameter may have.
  public enum Type {
    STRING,
    INT,
    LONG,
    BOOLEAN,
    DOUBLE,
    ENUM,
    BYTES
  }

  public ParameterSpec {
    enumConstants = List.copyOf(enumConstants);
  }
}

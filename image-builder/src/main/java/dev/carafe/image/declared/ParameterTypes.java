package dev.carafe.image.declared;

import dev.carafe.model.app.ParameterSpec;
import java.util.Optional;

/// The types a `@Parameter` field may have.
public final class ParameterTypes {
  private ParameterTypes() {}

  /// What `type` is among them, if it is.
  public static Optional<ParameterSpec.Type> of(JavaType type, ClassLookup lookup) {
    return switch (type.text()) {
      case "java.lang.String" -> Optional.of(ParameterSpec.Type.STRING);
      case "int" -> Optional.of(ParameterSpec.Type.INT);
      case "long" -> Optional.of(ParameterSpec.Type.LONG);
      case "boolean" -> Optional.of(ParameterSpec.Type.BOOLEAN);
      case "double" -> Optional.of(ParameterSpec.Type.DOUBLE);
      case "byte[]" -> Optional.of(ParameterSpec.Type.BYTES);
      default ->
          lookup
              .find(type.text())
              .filter(c -> c.kind() == ClassDeclared.Kind.ENUM)
              .map(_ -> ParameterSpec.Type.ENUM);
    };
  }
}

package dev.carafe.image.declared;

import java.util.Objects;

/// What elements of Carafe's own annotations are when they are left out, read from the annotations
/// themselves so that there is one place to change them.
final class AnnotationDefaults {
  private AnnotationDefaults() {}

  static Object of(String annotation, String element) {
    try {
      Class<?> type = Class.forName("dev.carafe.annotations." + annotation);
      Object value = type.getMethod(element).getDefaultValue();
      return value != null ? value : zero(type.getMethod(element).getReturnType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("@%s has no element %s".formatted(annotation, element), e);
    }
  }

  /// Of a required element whose value cannot be told: rules about it have spoken already.
  private static Object zero(Class<?> type) {
    if (type == String.class) {
      return "";
    }
    return Objects.requireNonNull(
        java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0));
  }
}

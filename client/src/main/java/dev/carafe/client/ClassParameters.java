package dev.carafe.client;

import dev.carafe.annotations.Parameter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The `@Parameter` fields of a class, and a value for one of them, checked by name and type.
final class ClassParameters {
  private ClassParameters() {}

  /// The value as the field takes it; refused with the names or the type where it does not fit.
  static Object checked(Class<?> type, String name, @Nullable Object value) {
    List<Field> fields = fields(type);
    Field field =
        fields.stream()
            .filter(f -> f.getName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidException(
                        "%s has no @Parameter %s. %s"
                            .formatted(
                                type.getSimpleName(),
                                name,
                                NearestNames.sentence(
                                    name, fields.stream().map(Field::getName).toList()))));
    Object fitting = value == null ? null : fit(field.getType(), value);
    if (fitting == null) {
      throw new InvalidException(
          "The @Parameter %s of %s is a %s; it was given %s"
              .formatted(
                  name,
                  type.getSimpleName(),
                  field.getType().getSimpleName(),
                  value == null
                      ? "null"
                      : "\"%s\" (%s)"
                          .formatted(
                              String.format(Locale.ROOT, "%s", value),
                              value.getClass().getSimpleName())));
    }
    return fitting;
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.isAnnotationPresent(Parameter.class)) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static @Nullable Object fit(Class<?> type, Object value) {
    if (type == long.class && value instanceof Integer number) {
      return number.longValue();
    }
    if (type == double.class && value instanceof Number number) {
      return number.doubleValue();
    }
    boolean fits =
        (type == int.class && value instanceof Integer)
            || (type == long.class && value instanceof Long)
            || (type == boolean.class && value instanceof Boolean)
            || type.isInstance(value);
    return fits ? value : null;
  }

  /// The canonical text that travels.
  static String text(Object value) {
    return switch (value) {
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case Enum<?> constant -> constant.name();
      default -> value.toString();
    };
  }
}

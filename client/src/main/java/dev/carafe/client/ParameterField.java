package dev.carafe.client;

import dev.carafe.annotations.Parameter;
import dev.carafe.model.app.Words;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A `@Parameter` field of a class, and values for it.
record ParameterField(Field field) {

  /// Those of a class and its superclasses.
  static List<ParameterField> of(Class<?> type) {
    List<ParameterField> all = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Arrays.stream(at.getDeclaredFields())
          .filter(f -> f.isAnnotationPresent(Parameter.class))
          .map(ParameterField::new)
          .forEach(all::add);
    }
    return all;
  }

  /// The one called `name`, or an [InvalidException] that lists those there are.
  static ParameterField named(String name, Class<?> type) {
    List<ParameterField> all = of(type);
    List<String> names = all.stream().map(ParameterField::name).toList();
    return all.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidException(
                    "%s has no @Parameter \"%s\". %s"
                        .formatted(type.getSimpleName(), name, known(name, names))));
  }

  private static String known(String typed, List<String> names) {
    Optional<String> nearest = NearestNames.of(typed, names).stream().findFirst();
    String listed = names.isEmpty() ? "It has none" : "It has: " + String.join(", ", names);
    return nearest.map(n -> "Did you mean %s? ".formatted(n)).orElse("") + listed;
  }

  String name() {
    return field.getName();
  }

  /// The value as this field takes it; whole numbers widen. An [InvalidException] for another type.
  Object checked(@Nullable Object value) {
    Class<?> type = field.getType();
    Object fitting =
        switch (value) {
          case null -> null;
          case String s when type == String.class -> s;
          case Boolean b when type == boolean.class || type == Boolean.class -> b;
          case Integer i when type == int.class || type == Integer.class -> i;
          case Integer i when type == long.class || type == Long.class -> (long) i;
          case Integer i when type == double.class || type == Double.class -> (double) i;
          case Long l when type == long.class || type == Long.class -> l;
          case Float f when type == double.class || type == Double.class -> (double) f;
          case Double d when type == double.class || type == Double.class -> d;
          case Enum<?> e when type == e.getDeclaringClass() -> e;
          case byte[] bytes when type == byte[].class -> bytes.clone();
          default -> null;
        };
    if (fitting == null) {
      throw new InvalidException(
          "@Parameter %s %s.%s cannot be %s. Pass %s"
              .formatted(
                  type.getSimpleName(),
                  field.getDeclaringClass().getSimpleName(),
                  name(),
                  value == null ? "null" : Words.a(value.getClass().getSimpleName()),
                  Words.a(type.getSimpleName())));
    }
    return fitting;
  }

  /// The canonical text of a checked value.
  static String text(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name();
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      default -> value.toString();
    };
  }
}

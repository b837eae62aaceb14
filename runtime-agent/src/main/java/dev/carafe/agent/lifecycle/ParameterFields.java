package dev.carafe.agent.lifecycle;

import dev.carafe.model.app.ParameterSpec;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Sets `@Parameter` fields from canonical text.
final class ParameterFields {
  private ParameterFields() {}

  static void set(Object object, List<ParameterSpec> specs, Map<String, String> values)
      throws ReflectiveOperationException {
    for (ParameterSpec spec : specs) {
      String text = values.get(spec.name());
      if (text != null) {
        Field field = field(object.getClass(), spec);
        field.setAccessible(true);
        field.set(object, value(spec, field.getType(), text));
      }
    }
  }

  private static Field field(Class<?> type, ParameterSpec spec) throws NoSuchFieldException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(spec.declaringClass())) {
        return c.getDeclaredField(spec.name());
      }
    }
    throw new NoSuchFieldException(
        "%s is no superclass of %s, and should have the @Parameter field %s"
            .formatted(spec.declaringClass(), type.getName(), spec.name()));
  }

  private static Object value(ParameterSpec spec, Class<?> type, String text) {
    return switch (spec.type()) {
      case STRING -> text;
      case INT -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case BYTES -> Base64.getDecoder().decode(text);
      case ENUM -> constant(type, text);
    };
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no constant %s; it has %s"
                        .formatted(
                            type.getName(), name, Arrays.toString(type.getEnumConstants()))));
  }
}

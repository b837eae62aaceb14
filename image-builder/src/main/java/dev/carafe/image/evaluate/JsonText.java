package dev.carafe.image.evaluate;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Arguments of a function as JSON, written with the JDK alone.
final class JsonText {
  private JsonText() {}

  /// Throws IllegalArgumentException for what it does not know.
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Character c -> quoted(c.toString());
      case Enum<?> constant -> quoted(constant.name());
      case Boolean b -> b.toString();
      case Number number -> number.toString();
      case Optional<?> optional -> of(optional.orElse(null));
      case Collection<?> all -> array(all);
      case Map<?, ?> map -> object(map);
      case Record record -> object(record);
      default -> other(value);
    };
  }

  private static String other(Object value) {
    if (!value.getClass().isArray()) {
      throw new IllegalArgumentException(
          "runFunction takes text, numbers, booleans, enums, Optional, records, and arrays, lists and maps of these; %s is none"
              .formatted(value.getClass().getName()));
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      items.add(Array.get(value, i));
    }
    return array(items);
  }

  private static String array(Collection<?> items) {
    return "[" + String.join(",", items.stream().map(JsonText::of).toList()) + "]";
  }

  private static String object(Map<?, ?> map) {
    List<String> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(quoted(String.valueOf(key)) + ":" + of(value)));
    return "{" + String.join(",", entries) + "}";
  }

  private static String object(Record record) {
    List<String> entries = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        entries.add(quoted(component.getName()) + ":" + of(component.getAccessor().invoke(record)));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException("%s cannot be read".formatted(component), e);
      }
    }
    return "{" + String.join(",", entries) + "}";
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

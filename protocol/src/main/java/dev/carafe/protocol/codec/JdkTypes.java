package dev.carafe.protocol.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Types of signatures by their text, those of the JDK alone: no class is looked up by a name that
/// a peer sent.
final class JdkTypes {
  private static final Map<String, Class<?>> KNOWN =
      Stream.<Class<?>>of(
              boolean.class,
              byte.class,
              short.class,
              int.class,
              long.class,
              float.class,
              double.class,
              char.class,
              Boolean.class,
              Byte.class,
              Short.class,
              Integer.class,
              Long.class,
              Float.class,
              Double.class,
              Character.class,
              String.class,
              BigInteger.class,
              BigDecimal.class,
              UUID.class,
              Instant.class,
              Duration.class,
              LocalDate.class,
              LocalTime.class,
              LocalDateTime.class,
              OffsetDateTime.class,
              ZonedDateTime.class,
              List.class,
              Set.class,
              Map.class,
              Optional.class)
          .collect(Collectors.toMap(Class::getName, Function.identity()));
  private static final Map<Class<?>, Integer> HOLDS =
      Map.of(List.class, 1, Set.class, 1, Optional.class, 1, Map.class, 2);

  private JdkTypes() {}

  /// The shape of a type as in `Type.getTypeName()`; none where another type is in it.
  static Optional<Shape> shape(String type) {
    String text = type.strip();
    if (text.endsWith("[]")) {
      return shape(text.substring(0, text.length() - 2)).map(JdkTypes::arrayOf);
    }
    int open = text.indexOf('<');
    Optional<Class<?>> raw =
        Optional.ofNullable(KNOWN.get(open < 0 ? text : text.substring(0, open)));
    List<Shape> inner = new ArrayList<>();
    if (open >= 0) {
      for (String argument : split(text.substring(open + 1, text.length() - 1))) {
        shape(argument).ifPresent(inner::add);
      }
    }
    return raw.filter(r -> HOLDS.getOrDefault(r, 0) == inner.size()).map(r -> new Shape(r, inner));
  }

  private static Shape arrayOf(Shape component) {
    return new Shape(
        component.raw().arrayType(),
        component.arguments().isEmpty() ? List.of() : List.of(component));
  }

  /// `java.lang.String, java.util.List<java.lang.Long>` at the commas that are in no brackets.
  private static List<String> split(String arguments) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(arguments.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(arguments.substring(from));
    return parts;
  }
}

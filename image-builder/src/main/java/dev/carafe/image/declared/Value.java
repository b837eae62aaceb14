package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.List;

/// The value of an annotation's element, and where it stands.
public sealed interface Value {

  /// Where it stands.
  Place place();

  /// A string.
  record Text(String text, Place place) implements Value {}

  /// An `int` or a `double`.
  record Quantity(double number, Place place) implements Value {}

  /// A `boolean`.
  record Truth(boolean holds, Place place) implements Value {}

  /// A class literal.
  record ClassNamed(JavaType type, Place place) implements Value {}

  /// A nested annotation.
  record Nested(AnnotationDeclared annotation, Place place) implements Value {}

  /// An array; a single value given for an array element is one of length 1.
  record Listed(List<Value> values, Place place) implements Value {
    public Listed {
      values = List.copyOf(values);
    }
  }

  /// An expression whose value cannot be told from here; nothing is claimed about it.
  record Unknown(Place place) implements Value {}
}

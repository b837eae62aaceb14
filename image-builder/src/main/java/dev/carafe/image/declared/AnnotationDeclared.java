package dev.carafe.image.declared;

import dev.carafe.image.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A use of one of Carafe's annotations, called `Function`, `Cls` and so on; `values` holds the
/// elements that were given.
public record AnnotationDeclared(String name, Map<String, Value> values, Place place) {
  public AnnotationDeclared {
    values = Map.copyOf(values);
  }

  /// The value given for an element.
  public Optional<Value> value(String element) {
    return Optional.ofNullable(values.get(element));
  }

  /// Where an element's value stands, else where the annotation does.
  public Place placeOf(String element) {
    return value(element).map(Value::place).orElse(place);
  }

  /// All values given for an array element; a single one counts as an array of it.
  public List<Value> list(String element) {
    return value(element)
        .map(v -> v instanceof Value.Listed l ? l.values() : List.of(v))
        .orElse(List.of());
  }

  /// The strings given for an array element.
  public List<String> texts(String element) {
    return list(element).stream()
        .filter(Value.Text.class::isInstance)
        .map(v -> ((Value.Text) v).text())
        .toList();
  }

  /// The annotations given for an array element.
  public List<AnnotationDeclared> nested(String element) {
    return list(element).stream()
        .filter(Value.Nested.class::isInstance)
        .map(v -> ((Value.Nested) v).annotation())
        .toList();
  }

  /// A string, or the element's default.
  public String text(String element) {
    return values.get(element) instanceof Value.Text t
        ? t.text()
        : (String) AnnotationDefaults.of(name, element);
  }

  /// A number, or the element's default.
  public double number(String element) {
    return values.get(element) instanceof Value.Quantity q
        ? q.number()
        : ((Number) AnnotationDefaults.of(name, element)).doubleValue();
  }

  /// A whole number, or the element's default.
  public int whole(String element) {
    return (int) number(element);
  }

  /// A truth value, or the element's default.
  public boolean flag(String element) {
    return values.get(element) instanceof Value.Truth t
        ? t.holds()
        : (Boolean) AnnotationDefaults.of(name, element);
  }

  /// The class given, unless it is the element's default.
  public Optional<JavaType.Named> type(String element) {
    return values.get(element) instanceof Value.ClassNamed(JavaType.Named named, Place _)
        ? Optional.of(named)
        : Optional.empty();
  }

  /// Whether every value given can be told from here.
  public boolean known(String element) {
    return list(element).stream().noneMatch(Value.Unknown.class::isInstance);
  }
}

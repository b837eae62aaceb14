package dev.carafe.protocol.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A type with its type variables filled in: a class and the shapes of its type arguments. An array
/// that is generic has its component as the one argument.
record Shape(Class<?> raw, List<Shape> arguments) {
  private static final int MOST_BOUNDS = 32;

  Shape {
    arguments = List.copyOf(arguments);
  }

  static Shape of(Type type) {
    return of(type, Map.of(), 0);
  }

  /// A type as written inside this class, for example that of a component.
  Shape inside(Type type) {
    return of(type, bindings(), 0);
  }

  Map<TypeVariable<?>, Shape> bindings() {
    Map<TypeVariable<?>, Shape> bindings = new HashMap<>();
    TypeVariable<?>[] variables = raw.getTypeParameters();
    for (int i = 0; i < variables.length && i < arguments.size(); i++) {
      bindings.put(variables[i], arguments.get(i));
    }
    return bindings;
  }

  static Shape of(Type type, Map<TypeVariable<?>, Shape> bindings, int bounds) {
    if (bounds > MOST_BOUNDS) { // class X<T extends X<T>>
      return new Shape(Object.class, List.of());
    }
    return switch (type) {
      case Class<?> c -> new Shape(c, List.of());
      case ParameterizedType p ->
          new Shape(
              (Class<?>) p.getRawType(),
              Arrays.stream(p.getActualTypeArguments())
                  .map(a -> of(a, bindings, bounds + 1))
                  .toList());
      case GenericArrayType a -> {
        Shape component = of(a.getGenericComponentType(), bindings, bounds + 1);
        yield new Shape(component.raw().arrayType(), List.of(component));
      }
      case WildcardType w -> of(w.getUpperBounds()[0], bindings, bounds + 1);
      case TypeVariable<?> v -> {
        Shape bound = bindings.get(v);
        yield bound != null ? bound : of(v.getBounds()[0], bindings, bounds + 1);
      }
      default -> throw new Misfit("the type %s is unknown".formatted(type.getTypeName()));
    };
  }

  /// What an array of this shape holds.
  Shape component() {
    return arguments.isEmpty()
        ? new Shape(raw.getComponentType(), List.of())
        : arguments.getFirst();
  }

  /// `List<String>`, with simple names.
  @Override
  public String toString() {
    if (raw.isArray()) {
      return component() + "[]";
    }
    String enclosing =
        raw.getEnclosingClass() == null ? "" : raw.getEnclosingClass().getSimpleName() + ".";
    String name = enclosing + raw.getSimpleName();
    return arguments.isEmpty()
        ? name
        : name + "<" + String.join(", ", arguments.stream().map(Shape::toString).toList()) + ">";
  }
}

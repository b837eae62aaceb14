package dev.carafe.client;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/// A generic type as a value: `new TypeRef<List<float[]>>() {}`.
public abstract class TypeRef<T> {
  private final Type type;

  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
      throw new InvalidException(
          "A TypeRef without a type says nothing. Write new TypeRef<List<String>>() {}");
    }
    this.type = captured.getActualTypeArguments()[0];
  }

  /// The type written between the angle brackets.
  public final Type type() {
    return type;
  }
}

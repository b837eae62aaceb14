package dev.carafe.protocol.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A sealed type, as an object with one entry: the permitted class's simple name, and its value.
/// Only permitted classes are ever made.
final class SealedCodec implements TypeCodec {
  private final Shape shape;
  private final Map<String, TypeCodec> byName = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  private SealedCodec(Shape shape) {
    this.shape = shape;
  }

  static TypeCodec of(Shape shape, TypeCodecs codecs) {
    SealedCodec sealed = new SealedCodec(shape);
    sealed.add(shape, codecs);
    return sealed;
  }

  private void add(Shape parent, TypeCodecs codecs) {
    for (Class<?> permitted : parent.raw().getPermittedSubclasses()) {
      boolean isAbstract = Modifier.isAbstract(permitted.getModifiers()) && !permitted.isEnum();
      if (isAbstract && permitted.isSealed()) {
        add(below(parent, permitted), codecs);
      } else if (isAbstract || !closed(permitted)) {
        throw new Misfit(
            "%s cannot travel: its permitted %s is open. Make it a record, final or sealed"
                .formatted(shape, permitted.getSimpleName()));
      } else {
        leaf(below(parent, permitted), codecs);
      }
    }
  }

  private static boolean closed(Class<?> type) {
    return Modifier.isFinal(type.getModifiers()) || type.isEnum();
  }

  private void leaf(Shape leaf, TypeCodecs codecs) {
    String name = leaf.raw().getSimpleName();
    if (byName.containsKey(name)) {
      if (names.containsKey(leaf.raw())) {
        return; // permitted by two of the sealed types above it
      }
      throw new Misfit(
          "%s cannot travel: two of its permitted classes are called %s. Rename one"
              .formatted(shape, name));
    }
    try {
      byName.put(name, codecs.of(leaf));
    } catch (Misfit e) {
      throw e.at("(" + name + ")");
    }
    names.put(leaf.raw(), name);
  }

  /// A permitted class with its type variables filled in from those of its parent.
  private static Shape below(Shape parent, Class<?> permitted) {
    TypeVariable<?>[] variables = permitted.getTypeParameters();
    Map<TypeVariable<?>, Shape> bindings = new HashMap<>();
    Stream.concat(
            Stream.of(permitted.getGenericInterfaces()),
            Stream.ofNullable(permitted.getGenericSuperclass()))
        .filter(t -> t instanceof ParameterizedType p && p.getRawType() == parent.raw())
        .forEach(t -> bind((ParameterizedType) t, parent, bindings));
    List<Shape> arguments = new ArrayList<>();
    for (TypeVariable<?> variable : variables) {
      arguments.add(Shape.of(variable, bindings, 0));
    }
    return new Shape(permitted, arguments);
  }

  private static void bind(
      ParameterizedType written, Shape parent, Map<TypeVariable<?>, Shape> bindings) {
    Type[] arguments = written.getActualTypeArguments();
    for (int i = 0; i < arguments.length && i < parent.arguments().size(); i++) {
      if (arguments[i] instanceof TypeVariable<?> variable) {
        bindings.put(variable, parent.arguments().get(i));
      }
    }
  }

  @Override
  public void write(ValueOut out, Object value) {
    String name = nameOf(value);
    out.beginObject(1);
    out.key(name);
    codec(name).write(out, value);
    out.endObject();
  }

  private String nameOf(Object value) {
    Class<?> type = value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass();
    String name = names.get(type);
    if (name == null) {
      throw new Misfit("a %s is none of %s".formatted(type.getName(), shape));
    }
    return name;
  }

  private TypeCodec codec(@Nullable String name) {
    TypeCodec codec = byName.get(name);
    if (codec == null) {
      throw new Misfit(
          "%s has no \"%s\"; it is one of %s"
              .formatted(shape, name, String.join(", ", byName.keySet())));
    }
    return codec;
  }

  @Override
  public Object read(ValueIn in) {
    in.beginObject();
    if (!in.more()) {
      throw oneEntry();
    }
    String name = in.key();
    TypeCodec codec = codec(name);
    Object value;
    try {
      value = codec.read(in);
    } catch (Misfit e) {
      throw e.at("(" + name + ")");
    }
    if (in.more()) {
      throw oneEntry();
    }
    return value;
  }

  private Misfit oneEntry() {
    return new Misfit(
        "a %s is written as {\"NAME\": …} with one of %s"
            .formatted(shape, String.join(", ", byName.keySet())));
  }
}

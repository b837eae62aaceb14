package dev.carafe.protocol.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes the codecs of one method's types. A type that contains itself gets one codec.
final class TypeCodecs {
  private final Map<Shape, TypeCodec> made = new HashMap<>();
  private final boolean lenient;

  /// With `lenient`, a type that says nothing is written as the value's own class says.
  TypeCodecs(boolean lenient) {
    this.lenient = lenient;
  }

  TypeCodec of(Shape shape) {
    TypeCodec known = made.get(shape);
    if (known != null) {
      return known;
    }
    Later later = new Later();
    made.put(shape, later);
    try {
      TypeCodec codec = make(shape);
      later.codec = codec;
      made.put(shape, codec);
      return codec;
    } catch (Misfit e) {
      var _ = made.remove(shape);
      throw e;
    }
  }

  /// Stands in for a type while its parts are looked at.
  private static final class Later implements TypeCodec {
    private TypeCodec codec = this;

    @Override
    public void write(ValueOut out, Object value) {
      codec.write(out, value);
    }

    @Override
    public Object read(ValueIn in) {
      return codec.read(in);
    }
  }

  private TypeCodec make(Shape shape) {
    Class<?> raw = shape.raw();
    Optional<TypeCodec> scalar = Scalars.of(raw);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    if (raw.isEnum()) {
      return enumeration(raw);
    }
    if (raw.isArray()) {
      return array(shape);
    }
    if (raw == Optional.class) {
      return optional(shape);
    }
    if (Map.class.isAssignableFrom(raw)) {
      return MapCodec.of(shape, argument(shape, 0), argument(shape, 1), this);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return CollectionCodec.of(shape, of(argument(shape, 0)), argument(shape, 0));
    }
    if (raw.isRecord()) {
      return PropertiesCodec.ofRecord(shape, this);
    }
    if (raw.isSealed() && Modifier.isAbstract(raw.getModifiers())) {
      return SealedCodec.of(shape, this);
    }
    if (lenient && raw == Object.class) {
      return new Untyped();
    }
    Optional<String> refusal = Refusals.of(raw);
    if (refusal.isPresent()) {
      throw new Misfit("%s cannot travel: %s".formatted(shape, refusal.get()));
    }
    return PropertiesCodec.ofBean(shape, this);
  }

  private static Shape argument(Shape shape, int index) {
    if (shape.arguments().size() <= index) {
      throw new Misfit(
          "%s cannot travel: it does not say of what. Write %s<String%s>, or the type it holds"
              .formatted(shape, shape, Map.class.isAssignableFrom(shape.raw()) ? ", Integer" : ""));
    }
    return shape.arguments().get(index);
  }

  private static TypeCodec enumeration(Class<?> type) {
    Map<String, Object> constants =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(c -> ((Enum<?>) c).name(), Function.identity()));
    Function<String, Object> parse =
        text -> {
          Object constant = constants.get(text);
          if (constant == null) {
            throw new IllegalArgumentException(
                "it is one of "
                    + Arrays.stream(type.getEnumConstants())
                        .map(c -> ((Enum<?>) c).name())
                        .collect(Collectors.joining(", ")));
          }
          return constant;
        };
    return new TextScalar(type.getSimpleName(), c -> ((Enum<?>) c).name(), parse);
  }

  private TypeCodec optional(Shape shape) {
    Shape held = argument(shape, 0);
    if (held.raw() == Optional.class) {
      throw new Misfit(
          "%s cannot travel: an empty one inside looks like an empty one outside. Write %s"
              .formatted(shape, held));
    }
    return new OptionalCodec(of(held));
  }

  private record OptionalCodec(TypeCodec held) implements TypeCodec {
    @Override
    public void write(ValueOut out, Object value) {
      held.writeAny(out, ((Optional<?>) value).orElse(null));
    }

    @Override
    public Object read(ValueIn in) {
      return Optional.of(held.read(in));
    }

    @Override
    public Object absent() {
      return Optional.empty();
    }

    @Override
    public boolean isText() {
      return held.isText();
    }
  }

  private TypeCodec array(Shape shape) {
    Shape component = shape.component();
    TypeCodec items = of(component);
    Class<?> type = shape.raw().getComponentType();
    TypeCodec list = CollectionCodec.listOf(items);
    return Scalar.of(
        (out, value) -> {
          int size = Array.getLength(value);
          out.beginArray(size);
          for (int i = 0; i < size; i++) {
            try {
              items.writeAny(out, Array.get(value, i));
            } catch (Misfit e) {
              throw e.at("[" + i + "]");
            }
          }
          out.endArray();
        },
        in -> {
          Object[] read = ((Collection<?>) list.read(in)).toArray();
          Object array = Array.newInstance(type, read.length);
          for (int i = 0; i < read.length; i++) {
            Array.set(array, i, read[i]);
          }
          return array;
        });
  }
}

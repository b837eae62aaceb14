package dev.carafe.protocol.codec;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.Words;
import dev.carafe.model.call.Payload.Encoding;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The arguments and the result of one method as bytes: the arguments as one array, the result as
/// one value; of a generator (a method that returns a `Stream`), each item as one value. Prepared
/// once per method and cached. Threads may share it.
public final class ArgumentCodec {
  private static final ClassValue<Map<Key, ArgumentCodec>> CACHE =
      new ClassValue<>() {
        @Override
        protected Map<Key, ArgumentCodec> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final Method method;
  private final List<Slot> slots;
  private final ArgumentList list;
  private final Shape resultShape;
  private final TypeCodec result;

  private ArgumentCodec(Method method, List<Slot> slots, Shape resultShape, TypeCodec result) {
    this.method = method;
    this.slots = List.copyOf(slots);
    this.list = new ArgumentList(described(method), slots.stream().map(Slot::name).toList());
    this.resultShape = resultShape;
    this.result = result;
  }

  private record Key(Method method, List<ArgumentSpec> arguments, boolean batch) {}

  private record Slot(String name, Shape shape, TypeCodec codec, Optional<String> defaultText) {}

  /// For a method, whose parameters are named as the class file names them.
  public static ArgumentCodec forMethod(Method method) {
    return cached(method, List.of(), false);
  }

  /// For a method whose parameters are known: their names, and the defaults of those left out in
  /// JSON.
  public static ArgumentCodec forMethod(Method method, List<ArgumentSpec> arguments) {
    return cached(method, arguments, false);
  }

  /// For the outside of a `@Batched` method: one element in, one element out.
  public static ArgumentCodec forBatch(Method method) {
    return cached(method, List.of(), true);
  }

  /// For the outside of a `@Batched` method with known parameters.
  public static ArgumentCodec forBatch(Method method, List<ArgumentSpec> arguments) {
    return cached(method, arguments, true);
  }

  private static ArgumentCodec cached(Method method, List<ArgumentSpec> arguments, boolean batch) {
    return CACHE
        .get(method.getDeclaringClass())
        .computeIfAbsent(new Key(method, List.copyOf(arguments), batch), ArgumentCodec::made);
  }

  private static ArgumentCodec made(Key key) {
    Method method = key.method();
    TypeCodecs codecs = new TypeCodecs(false);
    Type[] types = method.getGenericParameterTypes();
    Parameter[] parameters = method.getParameters();
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      boolean known = i < key.arguments().size();
      String name = known ? key.arguments().get(i).name() : parameters[i].getName();
      Optional<String> text = known ? key.arguments().get(i).defaultText() : Optional.empty();
      Shape shape = inside(Shape.of(types[i]), key.batch());
      slots.add(new Slot(name, shape, codec(method, "parameter " + name, shape, codecs), text));
    }
    Shape returned = Shape.of(method.getGenericReturnType());
    boolean generator = returned.raw() == Stream.class;
    Shape result = inside(returned, key.batch() || generator);
    return new ArgumentCodec(method, slots, result, codec(method, "the result", result, codecs));
  }

  private static Shape inside(Shape shape, boolean one) {
    boolean held = one && !shape.arguments().isEmpty();
    return held ? shape.arguments().getFirst() : shape;
  }

  private static TypeCodec codec(Method method, String what, Shape shape, TypeCodecs codecs) {
    try {
      return codecs.of(shape);
    } catch (Misfit e) {
      throw new CodecException(
          "%s of %s, %s: %s".formatted(what, described(method), a(shape), e.getMessage()), e);
    }
  }

  private static String a(Shape shape) {
    return Words.a(shape.toString());
  }

  private static String described(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /// The arguments as bytes.
  public byte[] encodeArguments(Encoding encoding, @Nullable Object... arguments) {
    if (arguments.length != slots.size()) {
      throw new CodecException(
          "%s takes %d arguments, not %d"
              .formatted(described(method), slots.size(), arguments.length));
    }
    ValueOut out = Bytes.out(encoding);
    out.beginArray(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      try {
        slots.get(i).codec().writeAny(out, arguments[i]);
      } catch (Misfit e) {
        throw unfit(i, e);
      } catch (ClassCastException e) {
        throw new CodecException(
            "argument %s of %s is %s, not %s"
                .formatted(
                    slots.get(i).name(),
                    described(method),
                    name(arguments[i]),
                    a(slots.get(i).shape())),
            e);
      }
    }
    out.endArray();
    return out.written();
  }

  private static String name(@Nullable Object value) {
    return value == null ? "null" : Words.a(value.getClass().getSimpleName());
  }

  /// The arguments back from bytes: an array by position or an object by name, in which `Optional`
  /// parameters and those with a default may be left out.
  public @Nullable Object[] decodeArguments(Encoding encoding, byte[] bytes) {
    @Nullable Object[] values = new @Nullable Object[slots.size()];
    try {
      boolean[] given = list.read(Bytes.in(encoding, bytes), (i, in) -> values[i] = read(i, in));
      for (int i = 0; i < values.length; i++) {
        if (!given[i]) {
          values[i] = leftOut(i);
        }
      }
      return values;
    } catch (Misfit e) {
      throw list.unfit(e);
    }
  }

  private @Nullable Object read(int parameter, ValueIn in) {
    try {
      return slots.get(parameter).codec().readAny(in);
    } catch (Misfit e) {
      throw unfit(parameter, e);
    }
  }

  private @Nullable Object leftOut(int parameter) {
    Slot slot = slots.get(parameter);
    try {
      if (slot.defaultText().isPresent()) {
        return ValueCodec.fromText(slot.codec(), slot.defaultText().get());
      }
      if (slot.shape().raw().getName().startsWith("java.util.Optional")) {
        return slot.codec().absent();
      }
    } catch (Misfit e) {
      throw unfit(parameter, e);
    }
    throw new CodecException(
        ("argument %s of %s is missing, %s. It takes (%s); an Optional parameter or one with"
                + " @Default may be left out")
            .formatted(
                slot.name(),
                described(method),
                a(slot.shape()),
                String.join(", ", slots.stream().map(s -> s.shape() + " " + s.name()).toList())));
  }

  private CodecException unfit(int parameter, Misfit e) {
    return list.unfit(parameter, a(slots.get(parameter).shape()), e);
  }

  /// The result, or one item of a generator, as bytes. `null` for `void`.
  public byte[] encodeResult(Encoding encoding, @Nullable Object value) {
    try {
      ValueOut out = Bytes.out(encoding);
      result.writeAny(out, value);
      return out.written();
    } catch (Misfit e) {
      throw unfitResult(e);
    }
  }

  /// The result, or one item of a generator, back from bytes.
  public @Nullable Object decodeResult(Encoding encoding, byte[] bytes) {
    try {
      ValueIn in = Bytes.in(encoding, bytes);
      Object value = result.readAny(in);
      in.end();
      return value;
    } catch (Misfit e) {
      throw unfitResult(e);
    }
  }

  private CodecException unfitResult(Misfit e) {
    return new CodecException(
        "the result of %s, %s: %s".formatted(described(method), a(resultShape), e.getMessage()), e);
  }

  /// The names of its parameters, in order.
  public List<String> parameterNames() {
    return list.names();
  }

  @Override
  public String toString() {
    return "ArgumentCodec[" + described(method) + Arrays.toString(method.getParameterTypes()) + "]";
  }
}

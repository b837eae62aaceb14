package dev.carafe.protocol.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A type whose values have no parts and are not text. `primitive` names the type where null is no
/// value.
record Scalar(
    BiConsumer<ValueOut, Object> writer, Function<ValueIn, Object> reader, String primitive)
    implements TypeCodec {

  static Scalar of(BiConsumer<ValueOut, Object> writer, Function<ValueIn, Object> reader) {
    return new Scalar(writer, reader, "");
  }

  static Scalar primitive(TypeCodec boxed, String name) {
    return new Scalar(boxed::write, boxed::read, name);
  }

  @Override
  public void write(ValueOut out, Object value) {
    writer.accept(out, value);
  }

  @Override
  public Object read(ValueIn in) {
    return reader.apply(in);
  }

  @Override
  public @Nullable Object absent() {
    if (!primitive.isEmpty()) {
      throw new Misfit("%s cannot be null or left out".formatted(primitive));
    }
    return null;
  }
}

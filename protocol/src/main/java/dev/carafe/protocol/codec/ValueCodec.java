package dev.carafe.protocol.codec;

import dev.carafe.model.app.Words;
import dev.carafe.model.call.Payload.Encoding;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Values of one type as bytes. Threads may share it.
public final class ValueCodec {
  private final Shape shape;
  private final TypeCodec codec;

  private ValueCodec(Shape shape, TypeCodec codec) {
    this.shape = shape;
    this.codec = codec;
  }

  /// For a type, generic or not. A type that cannot travel is a [CodecException].
  public static ValueCodec forType(Type type) {
    try {
      Shape shape = Shape.of(type);
      return new ValueCodec(shape, new TypeCodecs(false).of(shape));
    } catch (Misfit e) {
      throw new CodecException(e.getMessage(), e);
    }
  }

  /// Arguments for a method whose classes are not at hand: each goes as its own class says.
  public static byte[] encodeUntyped(Encoding encoding, @Nullable Object... arguments) {
    ValueOut out = Bytes.out(encoding);
    out.beginArray(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      try {
        new Untyped().writeAny(out, arguments[i]);
      } catch (Misfit e) {
        throw new CodecException("argument %d: %s".formatted(i + 1, e.getMessage()), e);
      }
    }
    out.endArray();
    return out.written();
  }

  /// The value as bytes.
  public byte[] encode(Encoding encoding, @Nullable Object value) {
    try {
      ValueOut out = Bytes.out(encoding);
      codec.writeAny(out, value);
      return out.written();
    } catch (Misfit e) {
      throw new CodecException("%s: %s".formatted(Words.a(shape.toString()), e.getMessage()), e);
    }
  }

  /// The value back from bytes.
  public @Nullable Object decode(Encoding encoding, byte[] bytes) {
    try {
      ValueIn in = Bytes.in(encoding, bytes);
      Object value = codec.readAny(in);
      in.end();
      return value;
    } catch (Misfit e) {
      throw new CodecException("%s: %s".formatted(Words.a(shape.toString()), e.getMessage()), e);
    }
  }

  /// Any value as JSON text, with no type at hand.
  public static String jsonText(Encoding encoding, byte[] bytes) {
    return switch (encoding) {
      case JSON -> new String(bytes, StandardCharsets.UTF_8);
      case CBOR -> {
        try {
          CborIn in = new CborIn(bytes);
          ValueOut out = Bytes.out(Encoding.JSON);
          in.retell(out);
          in.end();
          yield new String(out.written(), StandardCharsets.UTF_8);
        } catch (Misfit e) {
          throw new CodecException("a value: " + e.getMessage(), e);
        }
      }
    };
  }

  /// The value of a text on a command line: of texts, enums, dates and the like the text itself, of
  /// all else JSON.
  public @Nullable Object decodeText(String text) {
    try {
      return fromText(codec, text);
    } catch (Misfit e) {
      throw new CodecException("%s: %s".formatted(Words.a(shape.toString()), e.getMessage()), e);
    }
  }

  static @Nullable Object fromText(TypeCodec codec, String text) {
    ValueOut quoted = Bytes.out(Encoding.JSON);
    if (codec.isText()) {
      quoted.text(text);
    }
    ValueIn in =
        Bytes.in(
            Encoding.JSON,
            codec.isText() ? quoted.written() : text.getBytes(StandardCharsets.UTF_8));
    Object value = codec.readAny(in);
    in.end();
    return value;
  }
}

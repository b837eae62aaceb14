package dev.carafe.protocol.codec;

import dev.carafe.model.call.Payload.Encoding;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/// Values of one type as bytes. Threads may share it.
@SuppressWarnings("DoNotCallSuggester")
public final class ValueCodec {
  private ValueCodec() {}

  /// For a type, generic or not. A type that cannot travel is a [CodecException].
  public static ValueCodec forType(Type type) {
    throw new UnsupportedOperationException("comes next");
  }

  /// Arguments for a method whose classes are not at hand: each goes as its own class says.
  public static byte[] encodeUntyped(Encoding encoding, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The value as bytes.
  public byte[] encode(Encoding encoding, @Nullable Object value) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The value back from bytes.
  public @Nullable Object decode(Encoding encoding, byte[] bytes) {
    throw new UnsupportedOperationException("comes next");
  }
}

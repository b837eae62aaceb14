package dev.carafe.protocol.codec;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.call.Payload.Encoding;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The arguments and the result of one method as bytes: the arguments as one array, the result as
/// one value; of a generator (a method that returns a `Stream`), each item as one value. Prepared
/// once per method and cached. Threads may share it.
@SuppressWarnings("DoNotCallSuggester")
public final class ArgumentCodec {
  private ArgumentCodec() {}

  /// For a method, whose parameters are named as the class file names them.
  public static ArgumentCodec forMethod(Method method) {
    throw new UnsupportedOperationException("comes next");
  }

  /// For a method whose parameters are known: their names, and the defaults of those left out in
  /// JSON.
  public static ArgumentCodec forMethod(Method method, List<ArgumentSpec> arguments) {
    throw new UnsupportedOperationException("comes next");
  }

  /// For the outside of a `@Batched` method: one element in, one element out.
  public static ArgumentCodec forBatch(Method method) {
    throw new UnsupportedOperationException("comes next");
  }

  /// For the outside of a `@Batched` method with known parameters.
  public static ArgumentCodec forBatch(Method method, List<ArgumentSpec> arguments) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The arguments as bytes.
  public byte[] encodeArguments(Encoding encoding, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The arguments back from bytes; for JSON, an array by position or an object by name, in which
  /// `Optional` and `@Default` parameters may be left out.
  public @Nullable Object[] decodeArguments(Encoding encoding, byte[] bytes) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The result, or one item of a generator, as bytes. `null` for `void`.
  public byte[] encodeResult(Encoding encoding, @Nullable Object result) {
    throw new UnsupportedOperationException("comes next");
  }

  /// The result, or one item of a generator, back from bytes.
  public @Nullable Object decodeResult(Encoding encoding, byte[] bytes) {
    throw new UnsupportedOperationException("comes next");
  }
}

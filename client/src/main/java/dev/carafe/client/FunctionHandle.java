package dev.carafe.client;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function by name, called without its classes: arguments travel as their own types say, and the
/// server's signature decides how they are read. Threads may share it.
@SuppressWarnings("DoNotCallSuggester")
public final class FunctionHandle {
  FunctionHandle() {}

  /// The same with one parameter of its class set, as text.
  public FunctionHandle with(String parameter, String value) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Calls it and waits.
  public <R extends @Nullable Object> R remote(Class<R> result, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Calls it and waits, for a generic result.
  public <R extends @Nullable Object> R remote(TypeRef<R> result, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Calls it with arguments as JSON text, an array by position or an object by name, and gives
  /// back its result as JSON text.
  public String remoteJson(String arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Calls a generator with arguments as JSON text; gives its items as JSON texts.
  public Stream<String> streamJson(String arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Spawns it.
  public <R extends @Nullable Object> Call<R> spawn(
      Class<R> result, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Calls a generator.
  public <R extends @Nullable Object> Stream<R> stream(
      Class<R> item, @Nullable Object... arguments) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// One call with many inputs of one argument each.
  public <R extends @Nullable Object> Stream<R> map(Class<R> result, Iterable<?> inputs) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Its parameters, result and kind, as the server has them: `(String, int) float[]`.
  public String signature() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Changes how its pool scales, until the next deploy. 0 for `max` means no cap.
  public void autoscaler(int min, int max, int buffer, Duration scaledownWindow) {
    throw new UnsupportedOperationException("comes with the transport");
  }
}

package dev.carafe.client;

import dev.carafe.model.call.Payload;
import dev.carafe.protocol.codec.ValueCodec;
import dev.carafe.protocol.proto.Target;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function by name, called without its classes: arguments travel as their own types say, and the
/// server's signature decides how they are read. Threads may share it.
@SuppressWarnings({"DoNotCallSuggester", "unchecked"}) // the caller names the result's type
public final class FunctionHandle {
  private final Connection connection;
  private final String app;
  private final String name;
  private final Map<String, String> parameters;

  FunctionHandle(Connection connection, String app, String name, Map<String, String> parameters) {
    this.connection = connection;
    this.app = app;
    this.name = name;
    this.parameters = Map.copyOf(parameters);
  }

  /// The same with one parameter of its class set, as text.
  public FunctionHandle with(String parameter, String value) {
    Map<String, String> more = new HashMap<>(parameters);
    more.put(parameter, value);
    return new FunctionHandle(connection, app, name, more);
  }

  private Target target() {
    return Target.newBuilder()
        .setApp(connection.appName(app))
        .setFunction(name)
        .putAllParameters(parameters)
        .build();
  }

  private RemoteCalls calls(Type result) {
    return new RemoteCalls(connection, target(), new ByType(ValueCodec.forType(result)), null);
  }

  private RemoteCalls json() {
    return new RemoteCalls(connection, target(), new AsJson(), null);
  }

  private record ByType(ValueCodec codec) implements RemoteCalls.Values {
    @Override
    public Payload.Encoding encoding() {
      return Payload.Encoding.CBOR;
    }

    @Override
    public byte[] arguments(@Nullable Object... arguments) {
      return ValueCodec.encodeUntyped(Payload.Encoding.CBOR, arguments);
    }

    @Override
    public @Nullable Object result(Payload.Encoding encoding, byte[] bytes) {
      return codec.decode(encoding, bytes);
    }
  }

  private record AsJson() implements RemoteCalls.Values {
    @Override
    public Payload.Encoding encoding() {
      return Payload.Encoding.JSON;
    }

    @Override
    public byte[] arguments(@Nullable Object... arguments) {
      return String.valueOf(arguments[0]).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object result(Payload.Encoding encoding, byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static <R extends @Nullable Object> Call<R> spawned(
      Connection connection, String id, Type result) {
    RemoteCalls calls =
        new RemoteCalls(
            connection,
            Target.newBuilder().setApp("call").setFunction(id).build(),
            new ByType(ValueCodec.forType(result)),
            null);
    return new Call<>((SpawnedCall<R>) calls.spawned(id));
  }

  /// Calls it and waits.
  @SuppressWarnings("NullAway") // R may be nullable, which this mode of the checker does not follow
  public <R extends @Nullable Object> R remote(Class<R> result, @Nullable Object... arguments) {
    return (R) calls(result).remote(arguments);
  }

  /// Calls it and waits, for a generic result.
  @SuppressWarnings("NullAway") // R may be nullable, which this mode of the checker does not follow
  public <R extends @Nullable Object> R remote(TypeRef<R> result, @Nullable Object... arguments) {
    return (R) calls(result.type()).remote(arguments);
  }

  /// Calls it with arguments as JSON text, an array by position or an object by name, and gives
  /// back its result as JSON text.
  public String remoteJson(String arguments) {
    return String.valueOf(json().remote(arguments));
  }

  /// Calls a generator with arguments as JSON text; gives its items as JSON texts.
  public Stream<String> streamJson(String arguments) {
    return json().stream(arguments).map(String::valueOf);
  }

  /// Spawns it.
  public <R extends @Nullable Object> Call<R> spawn(
      Class<R> result, @Nullable Object... arguments) {
    return new Call<>((SpawnedCall<R>) calls(result).spawn(arguments));
  }

  /// Calls a generator.
  public <R extends @Nullable Object> Stream<R> stream(
      Class<R> item, @Nullable Object... arguments) {
    return (Stream<R>) calls(item).stream(arguments);
  }

  /// One call with many inputs of one argument each.
  public <R extends @Nullable Object> Stream<R> map(Class<R> result, Iterable<?> inputs) {
    return calls(result).map(inputs::iterator, true, false).map(o -> (R) o.orElseThrow());
  }

  /// Its parameters, result and kind, as the server has them: `(String, int) float[]`.
  public String signature() {
    return json().signature();
  }

  /// Changes how its pool scales, until the next deploy. 0 for `max` means no cap.
  public void autoscaler(int min, int max, int buffer, Duration scaledownWindow) {
    connection
        .control()
        .autoscaler(connection.appName(app), name, min, max, buffer, scaledownWindow);
  }
}

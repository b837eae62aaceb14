package dev.carafe.client;

import dev.carafe.annotations.reference.MethodReference;
import dev.carafe.model.call.Payload;
import dev.carafe.protocol.codec.ArgumentCodec;
import dev.carafe.protocol.proto.ServiceOptions;
import dev.carafe.protocol.proto.Target;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Calls by method reference, to functions or to the methods of one class with its parameters and
/// options.
@SuppressWarnings({
  "unchecked",
  "TypeParameterUnusedInFormals"
}) // the overloads pin result types down
final class ClassDispatcher implements Dispatcher, AutoCloseable {
  private final Connection connection;
  private final Optional<Class<?>> type;
  private final Map<String, Object> parameters;
  private final PoolOptions options;
  private final Map<Method, RemoteCalls> known = new ConcurrentHashMap<>();
  private final Map<Class<?>, LocalObject> local = new ConcurrentHashMap<>();

  ClassDispatcher(
      Connection connection,
      Optional<Class<?>> type,
      Map<String, Object> parameters,
      PoolOptions options) {
    this.connection = connection;
    this.type = type;
    this.parameters = Map.copyOf(parameters);
    this.options = options;
  }

  private RemoteCalls calls(MethodReference reference, int arguments) {
    Method method = MethodName.of(reference);
    if (arguments >= 0 && method.getParameterCount() != arguments) {
      throw new InvalidException(
          "%s takes %d arguments, and %d were given"
              .formatted(method.getName(), method.getParameterCount(), arguments));
    }
    RemoteCalls calls = known.get(method);
    return calls != null ? calls : known.computeIfAbsent(method, this::calls);
  }

  private RemoteCalls calls(Method method) {
    Class<?> owner = type.orElse(method.getDeclaringClass());
    Target.Builder target =
        Target.newBuilder()
            .setApp(connection.appName(MethodName.app(owner)))
            .setFunction(MethodName.function(owner, method))
            .setSignature(MethodName.signature(method))
            .setJvmDescriptor(MethodName.descriptor(method));
    parameters.forEach((name, value) -> target.putParameters(name, ClassParameters.text(value)));
    ServiceOptions wire = WireOptions.of(options);
    if (!wire.equals(ServiceOptions.getDefaultInstance())) {
      target.setOptions(wire);
    }
    ArgumentCodec codec =
        MethodName.isBatched(method)
            ? ArgumentCodec.forBatch(method)
            : ArgumentCodec.forMethod(method);
    return new RemoteCalls(connection, target.build(), values(codec), method);
  }

  private static RemoteCalls.Values values(ArgumentCodec codec) {
    return new RemoteCalls.Values() {
      @Override
      public Payload.Encoding encoding() {
        return Payload.Encoding.CBOR;
      }

      @Override
      public byte[] arguments(@Nullable Object... arguments) {
        return codec.encodeArguments(Payload.Encoding.CBOR, arguments);
      }

      @Override
      public @Nullable Object result(Payload.Encoding encoding, byte[] bytes) {
        return codec.decodeResult(encoding, bytes);
      }
    };
  }

  @Override
  @SuppressWarnings("NullAway") // R may be nullable, which this mode of the checker does not follow
  public <R extends @Nullable Object> R remote(
      MethodReference method, @Nullable Object... arguments) {
    return (R) calls(method, arguments.length).remote(arguments);
  }

  @Override
  public <R extends @Nullable Object> Call<R> spawn(
      MethodReference method, @Nullable Object... arguments) {
    return new Call<>((SpawnedCall<R>) calls(method, arguments.length).spawn(arguments));
  }

  @Override
  public <R extends @Nullable Object> Stream<R> stream(
      MethodReference method, @Nullable Object... arguments) {
    return (Stream<R>) calls(method, arguments.length).stream(arguments);
  }

  @Override
  @SuppressWarnings("NullAway") // R may be nullable, which this mode of the checker does not follow
  public <R extends @Nullable Object> R local(
      MethodReference method, @Nullable Object... arguments) {
    Method named = MethodName.of(method);
    Class<?> owner = type.orElse(named.getDeclaringClass());
    return (R)
        local.computeIfAbsent(owner, t -> new LocalObject(t, parameters)).call(named, arguments);
  }

  @Override
  public <R extends @Nullable Object> Stream<R> map(
      MethodReference method, Supplier<? extends Iterator<?>> inputs, MapOptions mapOptions) {
    return calls(method, -1)
        .map(inputs, mapOptions.inOrder(), false)
        .map(outcome -> (R) outcome.orElseThrow());
  }

  @Override
  public <R extends @Nullable Object> Stream<Outcome<R>> mapKeepingFailures(
      MethodReference method,
      Supplier<? extends Iterator<?>> inputs,
      MapOptions.KeepFailures mapOptions) {
    return calls(method, -1)
        .map(inputs, mapOptions.inOrder(), true)
        .map(outcome -> (Outcome<R>) outcome);
  }

  @Override
  public void close() {
    local.values().forEach(LocalObject::close);
    local.clear();
  }
}

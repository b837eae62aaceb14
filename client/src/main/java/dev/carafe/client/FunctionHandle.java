package dev.carafe.client;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.CodecException;
import dev.carafe.protocol.codec.ValueCodec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function by name, called without its classes: arguments travel as their own types say, and the
/// server's signature decides how they are read. Threads may share it.
public final class FunctionHandle {
  private final Session session;
  private final String app;
  private final String name;
  private final Map<String, String> parameters;
  private final Callee callee;

  FunctionHandle(Session session, String app, String name, Map<String, String> parameters) {
    this.session = session;
    this.app = app;
    this.name = name;
    this.parameters = Map.copyOf(parameters);
    this.callee =
        new Callee(Targets.named(session.deployedName(app), name, parameters), Optional.empty());
  }

  /// The same with one parameter of its class set, as text.
  public FunctionHandle with(String parameter, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(parameter, value);
    return new FunctionHandle(session, app, name, more);
  }

  /// Calls it and waits.
  public <R extends @Nullable Object> R remote(Class<R> result, @Nullable Object... arguments) {
    return remote((Type) result, arguments);
  }

  /// Calls it and waits, for a generic result.
  public <R extends @Nullable Object> R remote(TypeRef<R> result, @Nullable Object... arguments) {
    return remote(result.type(), arguments);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // R is what the type says
  private <R extends @Nullable Object> R remote(Type result, @Nullable Object[] arguments) {
    return session.remote(callee, Encoding.CBOR, encoded(arguments), decoder(result));
  }

  static byte[] encoded(@Nullable Object... arguments) {
    try {
      return ValueCodec.encodeUntyped(Encoding.CBOR, arguments);
    } catch (CodecException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }

  static Session.Decoder decoder(Type type) {
    try {
      return ValueCodec.forType(type)::decode;
    } catch (CodecException e) {
      throw new InvalidException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Calls it with arguments as JSON text, an array by position or an object by name, and gives
  /// back its result as JSON text.
  public String remoteJson(String arguments) {
    Object text =
        session.remote(
            callee,
            Encoding.JSON,
            arguments.getBytes(StandardCharsets.UTF_8),
            ValueCodec::jsonText);
    return String.valueOf(text);
  }

  /// Calls a generator with arguments as JSON text; gives its items as JSON texts.
  public Stream<String> streamJson(String arguments) {
    byte[] json = arguments.getBytes(StandardCharsets.UTF_8);
    return GeneratorStream.of(
        session,
        callee,
        () -> session.generator(callee, Encoding.JSON, json),
        ValueCodec::jsonText);
  }

  /// Spawns it.
  public <R extends @Nullable Object> Call<R> spawn(
      Class<R> result, @Nullable Object... arguments) {
    return session.spawn(callee, Encoding.CBOR, encoded(arguments), decoder(result));
  }

  /// Calls a generator.
  public <R extends @Nullable Object> Stream<R> stream(
      Class<R> item, @Nullable Object... arguments) {
    byte[] encoded = encoded(arguments);
    return GeneratorStream.of(
        session, callee, () -> session.generator(callee, Encoding.CBOR, encoded), decoder(item));
  }

  /// One call with many inputs of one argument each, in their order.
  public <R extends @Nullable Object> Stream<R> map(Class<R> result, Iterable<?> inputs) {
    Session.Decoder decoder = decoder(result);
    Stream<CallOutcome> outcomes =
        MapStream.of(session, callee, inputs::iterator, input -> encoded(input), true);
    return outcomes.map(
        outcome -> session.waiting(callee.label(), () -> session.value(callee, outcome, decoder)));
  }

  /// Its parameters and result, as the server has them: `(java.lang.String, int) float[]`.
  public String signature() {
    return session.declared(callee).getSignature();
  }

  /// Changes how its pool scales, until the next deploy. 0 for `max` means no cap.
  public void autoscaler(int min, int max, int buffer, Duration scaledownWindow) {
    session
        .control()
        .autoscaler(session.deployedName(app), name, min, max, buffer, scaledownWindow);
  }

  @Override
  public String toString() {
    return callee.label();
  }
}

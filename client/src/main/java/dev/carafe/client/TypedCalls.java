package dev.carafe.client;

import dev.carafe.annotations.reference.MethodReference;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.CodecException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Calls by method reference: of one class with its parameter values and options, or of whichever
/// class declares the method. Threads share it.
final class TypedCalls implements Dispatcher {
  private final Session session;
  private final Optional<Class<?>> owner;
  private final Map<String, String> parameters;
  private final PoolOptions options;
  private final LocalCalls locals;
  private final Map<CalledMethod, Callee> callees = new ConcurrentHashMap<>();

  TypedCalls(
      Session session,
      Optional<Class<?>> owner,
      Map<String, String> parameters,
      PoolOptions options,
      LocalCalls locals) {
    this.session = session;
    this.owner = owner;
    this.parameters = parameters;
    this.options = options;
    this.locals = locals;
  }

  private CalledMethod called(MethodReference reference) {
    java.lang.reflect.Method method = References.method(reference);
    if (owner.isPresent() && Modifier.isStatic(method.getModifiers())) {
      throw new InvalidException(
          "%s is static: call it by carafe.remote(%s::%s, …)"
              .formatted(
                  method.getName(), method.getDeclaringClass().getSimpleName(), method.getName()));
    }
    return CalledMethod.of(owner.orElse(method.getDeclaringClass()), method);
  }

  private Callee callee(CalledMethod called) {
    Callee known = callees.get(called);
    return known != null ? known : callees.computeIfAbsent(called, this::madeCallee);
  }

  private Callee madeCallee(CalledMethod called) {
    String app = session.deployedName(called.app());
    return new Callee(Targets.of(called, app, parameters, options), Optional.of(called.method()));
  }

  private static byte[] encoded(CalledMethod called, @Nullable Object[] arguments) {
    try {
      return called.codec().encodeArguments(Encoding.CBOR, arguments);
    } catch (CodecException e) {
      boolean wholeList = called.batched() && arguments[0] instanceof Collection<?>;
      String hint =
          wholeList
              ? ". It is @Batched: pass one element, the server forms the lists; for many at once"
                  + " use map"
              : "";
      throw new InvalidException(e.getMessage() + hint, e);
    }
  }

  private CalledMethod oneResult(MethodReference reference) {
    CalledMethod called = called(reference);
    if (called.generator()) {
      throw new InvalidException(
          "%s returns a Stream: call it by stream(…), which brings its items as they are made"
              .formatted(called.function()));
    }
    return called;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the overloads say which
  public <R extends @Nullable Object> R remote(
      MethodReference method, @Nullable Object... arguments) {
    CalledMethod called = oneResult(method);
    return session.remote(
        callee(called), Encoding.CBOR, encoded(called, arguments), called.codec()::decodeResult);
  }

  @Override
  public <R extends @Nullable Object> Call<R> spawn(
      MethodReference method, @Nullable Object... arguments) {
    CalledMethod called = oneResult(method);
    return session.spawn(
        callee(called), Encoding.CBOR, encoded(called, arguments), called.codec()::decodeResult);
  }

  @Override
  public <R extends @Nullable Object> Stream<R> stream(
      MethodReference method, @Nullable Object... arguments) {
    CalledMethod called = called(method);
    Callee callee = callee(called);
    byte[] encoded = encoded(called, arguments);
    return GeneratorStream.of(
        session,
        callee,
        () -> session.generator(callee, Encoding.CBOR, encoded),
        called.codec()::decodeResult);
  }

  @Override
  public <R extends @Nullable Object> Stream<R> map(
      MethodReference method, Supplier<? extends Iterator<?>> inputs, MapOptions how) {
    CalledMethod called = oneResult(method);
    Callee callee = callee(called);
    return outcomes(called, callee, inputs, how.inOrder())
        .map(
            outcome ->
                session.waiting(
                    callee.label(),
                    () -> session.value(callee, outcome, called.codec()::decodeResult)));
  }

  @Override
  public <R extends @Nullable Object> Stream<Outcome<R>> mapKeepingFailures(
      MethodReference method, Supplier<? extends Iterator<?>> inputs, MapOptions.KeepFailures how) {
    CalledMethod called = oneResult(method);
    Callee callee = callee(called);
    return outcomes(called, callee, inputs, how.inOrder())
        .map(
            outcome -> {
              try {
                return new Outcome.Value<>(
                    session.waiting(
                        callee.label(),
                        () -> session.value(callee, outcome, called.codec()::decodeResult)));
              } catch (CarafeException e) {
                return new Outcome.Failure<R>(e);
              }
            });
  }

  private Stream<CallOutcome> outcomes(
      CalledMethod called, Callee callee, Supplier<? extends Iterator<?>> inputs, boolean inOrder) {
    return MapStream.of(
        session,
        callee,
        inputs,
        input -> called.codec().encodeArguments(Encoding.CBOR, input),
        inOrder);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as above
  public <R extends @Nullable Object> R local(
      MethodReference method, @Nullable Object... arguments) {
    return (R) locals.call(called(method), arguments);
  }
}

package dev.carafe.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A class whose methods can be called: one container pool per distinct set of parameter values and
/// options. A handle is a value: [#with] and [#options] give a new one. Threads may share it.
public final class ClsHandle<T>
    implements RemoteMethods<T>,
        SpawnMethods<T>,
        StreamMethods<T>,
        MapMethods<T>,
        LocalMethods<T>,
        AutoCloseable {
  private final Session session;
  private final Class<T> type;
  private final Map<String, Object> parameters;
  private final PoolOptions options;
  private final LocalCalls locals;
  private final Dispatcher dispatcher;

  ClsHandle(Session session, Class<T> type, Map<String, Object> parameters, PoolOptions options) {
    this.session = session;
    this.type = type;
    this.parameters = Map.copyOf(parameters);
    this.options = options;
    this.locals = new LocalCalls(parameters);
    Map<String, String> texts = new TreeMap<>();
    parameters.forEach((name, value) -> texts.put(name, ParameterField.text(value)));
    this.dispatcher = new TypedCalls(session, Optional.of(type), texts, options, locals);
  }

  /// The same with one `@Parameter` set; the name and the value's type are checked here.
  public ClsHandle<T> with(String parameter, @Nullable Object value) {
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(parameter, ParameterField.named(parameter, type).checked(value));
    return new ClsHandle<>(session, type, more, options);
  }

  /// The same with own values for GPUs, scaling and the like; they make a pool of their own.
  public ClsHandle<T> options(UnaryOperator<PoolOptions> change) {
    return new ClsHandle<>(session, type, parameters, change.apply(options));
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// Runs the `@Exit` hooks of the object that `local` calls made, if any. Remote containers are
  /// not touched.
  @Override
  public void close() {
    locals.close();
  }

  @Override
  public String toString() {
    return "%s with %s".formatted(type.getSimpleName(), parameters.keySet());
  }
}

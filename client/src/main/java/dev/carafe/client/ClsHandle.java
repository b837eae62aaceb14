package dev.carafe.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A class whose methods can be called: one container pool per distinct set of parameter values and
/// options. A handle is a value: [#with] and [#options] give a new one. Threads may share it.
@SuppressWarnings("DoNotCallSuggester")
public final class ClsHandle<T>
    implements RemoteMethods<T>,
        SpawnMethods<T>,
        StreamMethods<T>,
        MapMethods<T>,
        LocalMethods<T>,
        AutoCloseable {

  private final Connection connection;
  private final Class<T> type;
  private final Map<String, Object> parameters;
  private final PoolOptions options;
  private final ClassDispatcher dispatcher;

  ClsHandle(
      Connection connection, Class<T> type, Map<String, Object> parameters, PoolOptions options) {
    this.connection = connection;
    this.type = type;
    this.parameters = Map.copyOf(parameters);
    this.options = options;
    this.dispatcher = new ClassDispatcher(connection, Optional.of(type), parameters, options);
  }

  /// The same with one `@Parameter` set; the name and the value's type are checked here.
  public ClsHandle<T> with(String parameter, @Nullable Object value) {
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(parameter, ClassParameters.checked(type, parameter, value));
    return new ClsHandle<>(connection, type, more, options);
  }

  /// The same with own values for GPUs, scaling and the like; they make a pool of their own.
  public ClsHandle<T> options(UnaryOperator<PoolOptions> change) {
    return new ClsHandle<>(connection, type, parameters, change.apply(options));
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// Runs the `@Exit` hooks of the object that `local` calls made, if any. Remote containers are
  /// not touched.
  @Override
  public void close() {
    dispatcher.close();
  }
}

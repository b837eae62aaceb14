package dev.carafe.client;

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

  ClsHandle() {}

  /// The same with one `@Parameter` set; the name and the value's type are checked here.
  public ClsHandle<T> with(String parameter, @Nullable Object value) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// The same with own values for GPUs, scaling and the like; they make a pool of their own.
  public ClsHandle<T> options(UnaryOperator<PoolOptions> change) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  @Override
  public Dispatcher dispatcher() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Runs the `@Exit` hooks of the object that `local` calls made, if any. Remote containers are
  /// not touched.
  @Override
  public void close() {}
}

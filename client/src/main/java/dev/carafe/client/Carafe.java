package dev.carafe.client;

import dev.carafe.client.control.ControlClient;
import dev.carafe.client.spi.ConnectOptions;
import org.jspecify.annotations.Nullable;

/// A connection to a Carafe server: calls to functions by method reference, to classes through
/// [#cls], and to either by name through [#function]. Threads may share it; it holds one network
/// connection. Closing it cancels its `remote`, `map` and `stream` calls that still run.
@SuppressWarnings("DoNotCallSuggester")
public final class Carafe
    implements RemoteFunctions,
        SpawnFunctions,
        StreamFunctions,
        MapFunctions,
        LocalFunctions,
        AutoCloseable {

  private Carafe() {}

  /// Connects to the server that `CARAFE_SERVER` names (`host:port` or a URL), else to the active
  /// profile of `~/.carafe/config.toml`; in a container, to the server that started it. Throws an
  /// [UnavailableException] when none of them is there or no server answers.
  public static Carafe connect() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Connects to `host:port` or a URL.
  public static Carafe connect(String address) {
    return connect(ConnectOptions.to(address));
  }

  /// Connects as told.
  public static Carafe connect(ConnectOptions options) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// The client of this container, connected to the server that started it. It is shared: closing
  /// it does nothing.
  public static Carafe current() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// A `@Cls` class, or a class with `@Function` instance methods.
  public <T> ClsHandle<T> cls(Class<T> type) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// A function by name, with no classes at hand: `function("embeddings", "Embedder.embed")`.
  public FunctionHandle function(String app, String name) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// A spawned call by its id, from any program, up to seven days after its end.
  public <R extends @Nullable Object> Call<R> call(String id, Class<R> type) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// A spawned call whose result has a generic type.
  public <R extends @Nullable Object> Call<R> call(String id, TypeRef<R> type) {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// The Volumes of this server.
  public Volumes volumes() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Apps, containers, secrets and logs of this server, for programs around the client.
  public ControlClient control() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// `host:port` of the server.
  public String address() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// The id of this session, for deploying an app that lives as long as it.
  public String sessionId() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  @Override
  public Dispatcher dispatcher() {
    throw new UnsupportedOperationException("comes with the transport");
  }

  /// Ends the connection, and with it what this client waits for.
  @Override
  public void close() {}
}

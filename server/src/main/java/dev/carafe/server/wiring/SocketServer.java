package dev.carafe.server.wiring;

import io.grpc.Server;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/// A server on a socket of the file system, with the threads that serve it: gRPC ends those of its
/// own servers alone.
record SocketServer(Server server, EventLoopGroup threads) {
  private static final int SECONDS_TO_CLOSE = 5;

  /// Breaks the streams that are left, and ends the threads.
  void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads
        .shutdownGracefully(0, SECONDS_TO_CLOSE, TimeUnit.SECONDS)
        .awaitUninterruptibly(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
  }
}

package dev.carafe.server.endpoint;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/// Holds those who send a stream of messages back until its client has taken what was sent: else
/// all of it would wait in memory. To be made before the method that opens the call returns.
final class Readiness {
  private final ServerCallStreamObserver<?> out;

  Readiness(ServerCallStreamObserver<?> out) {
    this.out = out;
    out.setOnReadyHandler(this::wake);
    out.setOnCancelHandler(this::wake);
  }

  /// Lets those who wait look again.
  synchronized void wake() {
    notifyAll();
  }

  /// Returns once the next message may be sent; throws CANCELLED when the client has gone.
  synchronized void await() throws InterruptedException {
    while (!out.isReady()) {
      if (out.isCancelled()) {
        throw Status.CANCELLED.asRuntimeException();
      }
      wait();
    }
  }
}

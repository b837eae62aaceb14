package dev.carafe.server.wiring;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/// Asks all that call a starting server to come again, until it knows what the one before it left:
/// agents of containers not yet adopted would be sent away for good, and callers of apps not yet
/// restored as well.
final class StartGate implements ServerInterceptor {
  private volatile boolean open;

  void open() {
    open = true;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (open) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAVAILABLE.withDescription("the server is starting; try again in a moment"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}

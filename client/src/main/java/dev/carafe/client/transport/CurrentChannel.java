package dev.carafe.client.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The channel of the connection as it is now. Requests under way on the one before may end there.
final class CurrentChannel extends Channel {
  private static final int FAREWELL_SECONDS = 1;
  private volatile @Nullable ManagedChannel current;

  void becomes(ManagedChannel next) {
    ManagedChannel before = current;
    current = next;
    if (before != null) {
      var _ = before.shutdown();
    }
  }

  private ManagedChannel current() {
    ManagedChannel now = current;
    if (now == null) {
      throw new IllegalStateException("not connected");
    }
    return now;
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return current().newCall(method, options);
  }

  @Override
  public String authority() {
    return current().authority();
  }

  /// Lets what was sent get through, for a moment.
  void close() {
    ManagedChannel last = current;
    if (last == null) {
      return;
    }
    try {
      if (!last.shutdown().awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        var _ = last.shutdownNow();
      }
    } catch (InterruptedException e) {
      var _ = last.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.carafe.client.control;

import dev.carafe.client.CarafeException;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.util.TransmitStatusRuntimeExceptionInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A server in this process, and a client on it.
public final class FakeServer implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;

  public FakeServer(BindableService... services) {
    String name = InProcessServerBuilder.generateName();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .intercept(TransmitStatusRuntimeExceptionInterceptor.instance());
    for (BindableService service : services) {
      builder.addService(service);
    }
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
  }

  public ControlClient client() {
    return new ControlClient(channel, FakeServer::failure);
  }

  /// As it says what went wrong.
  public static RuntimeException failure(io.grpc.Status status) {
    return new CarafeException(String.valueOf(status.getDescription()), status.getCause());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}

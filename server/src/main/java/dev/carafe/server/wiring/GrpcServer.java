package dev.carafe.server.wiring;

import dev.carafe.server.ServerException;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The listening side: streams of calls are handled on the transport's own threads, everything else
/// on threads that may block. Loopback only: beyond it a server would need TLS and tokens.
final class GrpcServer {
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;

  /// How long a peer may be silent until it is asked whether it is there, and then until it is
  /// taken for gone: a process that is frozen closes no connection.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /// It warns, with a stack trace, of each client that reads no further.
  private static final Logger STREAMS = Logger.getLogger("io.grpc.netty.NettyServerHandler");

  static {
    STREAMS.setLevel(Level.SEVERE);
  }

  private GrpcServer() {}

  /// What answers: streams of calls, handled at once, and the rest.
  record Services(StartGate gate, List<BindableService> quick, List<BindableService> slow) {}

  static Server listening(String listen, Services services, Executor threads) {
    return listening(listen, services, threads, SILENCE);
  }

  static Server listening(String listen, Services services, Executor threads, Duration silence) {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address(listen));
    try {
      return build(builder, services, threads, silence).start();
    } catch (IOException e) {
      throw new ServerException(
          "Listening on %s failed: %s. Is another server there? Name another address with --listen 127.0.0.1:PORT (port 0: any free one)."
              .formatted(listen, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  /// Listens on a socket of the file system. Whoever may enter its folder may connect.
  static SocketServer listening(Path socket, Services services, Executor threads) {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("agents", true), NioIoHandler.newFactory());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioServerDomainSocketChannel.class)
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group);
    try {
      Files.deleteIfExists(socket);
      Server server = build(builder, services, threads, SILENCE).start();
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      return new SocketServer(server, group);
    } catch (IOException e) {
      var _ = group.shutdownGracefully();
      throw new ServerException(
          "Listening on %s failed: %s. The path of a socket has at most 107 bytes: is the data directory's too long? Name another with --data."
              .formatted(socket, e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  private static Server build(
      NettyServerBuilder builder, Services services, Executor threads, Duration silence) {
    Set<String> quickNames =
        services.quick().stream()
            .map(s -> s.bindService().getServiceDescriptor().getName())
            .collect(Collectors.toSet());
    builder
        .directExecutor()
        .callExecutor(new ByService(quickNames, threads))
        .intercept(services.gate())
        .maxInboundMessageSize(LARGEST_MESSAGE)
        .keepAliveTime(silence.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(5, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
    services.quick().forEach(builder::addService);
    services.slow().forEach(builder::addService);
    return builder.build();
  }

  private static InetSocketAddress address(String listen) {
    int colon = listen.lastIndexOf(':');
    try {
      String host = listen.substring(0, colon);
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.getByName(host), Integer.parseInt(listen.substring(colon + 1)));
      if (!address.getAddress().isLoopbackAddress()) {
        throw new ServerException(
            "Listening on %s is refused: beyond this machine a server needs TLS and tokens, which this version does not offer. Listen on 127.0.0.1:PORT."
                .formatted(listen));
      }
      return address;
    } catch (UnknownHostException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ServerException(
          "\"%s\" is no address to listen on. Write HOST:PORT, like 127.0.0.1:7460."
              .formatted(listen),
          e);
    }
  }

  private record ByService(Set<String> quick, Executor threads)
      implements ServerCallExecutorSupplier {
    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
      String service = call.getMethodDescriptor().getServiceName();
      return service != null && quick.contains(service) ? Runnable::run : threads;
    }
  }
}

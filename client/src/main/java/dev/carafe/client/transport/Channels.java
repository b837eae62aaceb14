package dev.carafe.client.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How channels are made: answers are handled on the transport's thread, pings find a peer that is
/// silently gone.
public final class Channels {
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private Channels() {}

  /// A channel to a server, with the token added to every request. Close it.
  public static ManagedChannel open(Address address, Optional<String> token) {
    NettyChannelBuilder builder =
        switch (address) {
          case Address.Host host -> host(host);
          case Address.Socket socket -> socket(socket);
        };
    token.ifPresent(t -> builder.intercept(new Bearer(t)));
    return builder
        .directExecutor()
        .maxInboundMessageSize(LARGEST_MESSAGE)
        .keepAliveTime(20, TimeUnit.SECONDS)
        .keepAliveTimeout(20, TimeUnit.SECONDS)
        .build();
  }

  private static NettyChannelBuilder host(Address.Host address) {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.port());
    return address.tls() ? builder : builder.usePlaintext();
  }

  private static NettyChannelBuilder socket(Address.Socket address) {
    return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(address.path()))
        .channelType(NioDomainSocketChannel.class)
        .eventLoopGroup(SocketThreads.GROUP)
        .overrideAuthority("localhost")
        .usePlaintext();
  }

  /// Made at the first use: few programs talk to a socket of the file system.
  private static final class SocketThreads {
    static final EventLoopGroup GROUP =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("carafe-socket", true), NioIoHandler.newFactory());
  }

  /// Adds the token to every request.
  private record Bearer(String token) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(AUTHORIZATION, "Bearer " + token);
          super.start(listener, headers);
        }
      };
    }

    @Override
    public String toString() {
      return "Bearer[…]";
    }
  }
}

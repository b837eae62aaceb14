package dev.carafe.benchmarks;

import com.google.common.io.ByteStreams;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/// The floor of calls: gRPC as it is, unary, bytes there and back, everything on the transport's
/// threads, the server in a JVM of its own.
final class RawEcho implements AutoCloseable {
  private static final MethodDescriptor<byte[], byte[]> ECHO =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("raw.Echo/Echo")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private final Process process;
  private final ManagedChannel channel;

  private RawEcho(Process process, int port) {
    this.process = process;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
  }

  static RawEcho start() throws IOException {
    Process process =
        Checkout.process(
                List.of(
                    Checkout.java(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    RawEcho.class.getName()),
                Map.of())
            .redirectErrorStream(false)
            .start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The raw server did not start");
    }
    return new RawEcho(process, Integer.parseInt(line));
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /// Calls and waits.
  byte[] call(byte[] bytes) {
    return ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, bytes);
  }

  /// Calls; the answer comes on the transport's thread.
  ListenableFuture<byte[]> send(byte[] bytes) {
    return ClientCalls.futureUnaryCall(channel.newCall(ECHO, CallOptions.DEFAULT), bytes);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.destroy();
  }

  /// The server: says its port and echoes until it is ended.
  public static void main(String[] args) throws IOException, InterruptedException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder("raw.Echo")
                    .addMethod(
                        ECHO,
                        ServerCalls.asyncUnaryCall(
                            (bytes, answer) -> {
                              answer.onNext(bytes);
                              answer.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    System.out.println(server.getPort());
    server.awaitTermination();
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return ByteStreams.toByteArray(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.carafe.agent;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.AgentsGrpc;
import dev.carafe.protocol.proto.Attached;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.Hello;
import dev.carafe.protocol.proto.MissingReply;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The server's end of the link: a real gRPC server that keeps what agents say, and says what a
/// test wants.
final class FakeServer implements AutoCloseable {
  static final long PATIENCE_SECONDS = 30;

  final Map<String, ByteString> blobs = new ConcurrentHashMap<>();
  private final BlockingQueue<FromAgent> came = new LinkedBlockingQueue<>();
  private final List<FromAgent> seen = new ArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile String expectedToken = "token-0";
  private volatile @Nullable StreamObserver<ToAgent> toAgent;
  private volatile boolean ended;

  /// Keeps the port while nobody listens: bound, no socket that asks for any port is given it, and
  /// one that asks for it by its number still is (`SO_REUSEADDR`).
  private final SocketChannel port =
      SocketChannel.open()
          .setOption(StandardSocketOptions.SO_REUSEADDR, true)
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  private Server server;

  FakeServer() throws IOException {
    server = listen();
  }

  private Server listen() throws IOException {
    return NettyServerBuilder.forAddress(port.getLocalAddress())
        .directExecutor()
        .maxInboundMessageSize(16 << 20)
        .addService(new Agents())
        .addService(new Blobs())
        .build()
        .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /// Breaks every connection, and listens again on the same port.
  void restart() throws IOException, InterruptedException {
    stop();
    server = listen();
  }

  void stop() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  ByteString blob(String sha256) {
    return requireNonNull(blobs.get(sha256), sha256);
  }

  void expectToken(String token) {
    expectedToken = token;
  }

  synchronized void say(ToAgent.Builder frame) {
    requireNonNull(toAgent, "nobody is attached").onNext(frame.build());
  }

  /// The first frame, now or later, that is what is asked for. Each is given once.
  FromAgent await(Predicate<FromAgent> wanted) throws InterruptedException {
    for (FromAgent frame : seen) {
      if (wanted.test(frame)) {
        seen.remove(frame);
        return frame;
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      FromAgent frame = came.poll(100, TimeUnit.MILLISECONDS);
      if (frame != null && wanted.test(frame)) {
        return frame;
      }
      if (frame != null) {
        seen.add(frame);
      }
    }
    throw new AssertionError("not said in time; what was said: " + seen);
  }

  /// Whether the agent has said that no more comes.
  boolean ended() {
    return ended;
  }

  List<FromAgent> rest() {
    came.drainTo(seen);
    return seen;
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Agents extends AgentsGrpc.AgentsImplBase {
    @Override
    public StreamObserver<FromAgent> attach(StreamObserver<ToAgent> out) {
      return new StreamObserver<>() {
        @Override
        public void onNext(FromAgent frame) {
          if (frame.hasHello()) {
            hello(frame.getHello(), out);
          }
          came.add(frame);
        }

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {
          ended = true;
          out.onCompleted();
        }
      };
    }

    private void hello(Hello hello, StreamObserver<ToAgent> out) {
      if (!hello.getToken().equals(expectedToken)) {
        out.onError(Status.UNAUTHENTICATED.withDescription("no such token").asException());
        return;
      }
      expectedToken = "token-" + tokens.incrementAndGet();
      toAgent = out;
      out.onNext(
          ToAgent.newBuilder()
              .setAttached(Attached.newBuilder().setNextToken(expectedToken))
              .build());
    }
  }

  private final class Blobs extends BlobsGrpc.BlobsImplBase {
    @Override
    public void missing(MissingRequest request, StreamObserver<MissingReply> out) {
      List<String> missing =
          request.getSha256List().stream().filter(b -> !blobs.containsKey(b)).toList();
      out.onNext(MissingReply.newBuilder().addAllSha256(missing).build());
      out.onCompleted();
    }

    @Override
    public StreamObserver<UploadChunk> upload(StreamObserver<UploadReply> out) {
      return new StreamObserver<>() {
        private String id = "";
        private ByteString bytes = ByteString.EMPTY;

        @Override
        public void onNext(UploadChunk chunk) {
          id = chunk.hasBlob() ? chunk.getBlob().getSha256() : id;
          bytes = bytes.concat(chunk.getData());
        }

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {
          blobs.put(id, bytes);
          out.onNext(UploadReply.getDefaultInstance());
          out.onCompleted();
        }
      };
    }

    @Override
    public void download(BlobRef blob, StreamObserver<Chunk> out) {
      ByteString bytes = blob(blob.getSha256());
      for (int at = 0; at < bytes.size(); at += 512 * 1024) {
        int end = Math.min(bytes.size(), at + 512 * 1024);
        out.onNext(Chunk.newBuilder().setData(bytes.substring(at, end)).build());
      }
      out.onCompleted();
    }
  }
}

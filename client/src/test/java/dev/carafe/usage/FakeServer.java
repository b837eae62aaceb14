package dev.carafe.usage;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.protocol.proto.AttachCall;
import dev.carafe.protocol.proto.CallAccepted;
import dev.carafe.protocol.proto.CallEnded;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.CallsGrpc;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.DeclareTarget;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.InputsEnded;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.OpenSession;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.SessionOpened;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.proto.TargetDeclared;
import dev.carafe.protocol.proto.TargetRefused;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server of calls in this JVM: real gRPC over loopback, real methods run on virtual threads, and
/// trouble on demand. It joins calls by their id as the real one does.
final class FakeServer implements AutoCloseable {
  private static final int MAP_WINDOW = 1_000;

  final FakeBlobs blobs = new FakeBlobs();
  final List<OpenSession> sessions = new CopyOnWriteArrayList<>();
  final List<Target> declared = new CopyOnWriteArrayList<>();
  final List<OpenCall> opened = new CopyOnWriteArrayList<>();
  final List<MapInputs> frames = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final AtomicInteger executions = new AtomicInteger();
  volatile String token = "";
  volatile Optional<Outcome.Rejected> refusal = Optional.empty();
  volatile boolean acknowledging = true;

  private final FakeFunctions functions;
  private final Map<String, FakeCall> calls = new ConcurrentHashMap<>();
  private final Map<Integer, Target> targets = new ConcurrentHashMap<>();
  private final Deque<ServerFrame> waiting = new ArrayDeque<>();
  private @Nullable StreamObserver<ServerFrame> stream;

  /// Keeps the port while nobody listens: bound, no socket that asks for any port is given it, and
  /// one that asks for it by its number still is (`SO_REUSEADDR`).
  private final SocketChannel port;

  private final String address;
  private Server server;

  FakeServer(Object... receivers) {
    functions = new FakeFunctions(receivers, blobs);
    try {
      port =
          SocketChannel.open()
              .setOption(StandardSocketOptions.SO_REUSEADDR, true)
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = listening();
    address = "127.0.0.1:" + server.getPort();
  }

  private Server listening() {
    try {
      return NettyServerBuilder.forAddress(port.getLocalAddress())
          .directExecutor()
          .maxInboundMessageSize(64 << 20)
          .permitKeepAliveTime(5, TimeUnit.SECONDS)
          .addService(new Endpoint())
          .addService(blobs)
          .intercept(new TokenCheck())
          .build()
          .start();
    } catch (IOException e) {
      throw new IllegalStateException("listening failed", e);
    }
  }

  String address() {
    return address;
  }

  /// Breaks the stream under the client's feet.
  synchronized void breakStream() {
    StreamObserver<ServerFrame> broken = stream;
    stream = null;
    if (broken != null) {
      broken.onError(Status.UNAVAILABLE.withDescription("broken for a test").asRuntimeException());
    }
  }

  /// Goes away, with everything it knew of calls if `forgetting`.
  void stop(boolean forgetting) throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination();
    synchronized (this) {
      stream = null;
      if (forgetting) {
        calls.values().forEach(FakeCall::forget);
        calls.clear();
        targets.clear();
        waiting.clear();
      }
    }
  }

  /// Listens again where it did.
  void startAgain() {
    server = listening();
  }

  private final class TokenCheck implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String given =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (!token.isEmpty() && !("Bearer " + token).equals(given)) {
        call.close(Status.UNAUTHENTICATED.withDescription("unknown token"), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }

  private final class Endpoint extends CallsGrpc.CallsImplBase {
    @Override
    public StreamObserver<ClientFrame> open(StreamObserver<ServerFrame> out) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ClientFrame frame) {
          handle(frame, out);
        }

        @Override
        public void onError(Throwable broken) {
          var _ = gone(out);
        }

        @Override
        public void onCompleted() {
          calls.values().stream().filter(c -> !c.isSpawned()).forEach(FakeServer.this::cancel);
          if (gone(out)) {
            out.onCompleted();
          }
        }
      };
    }
  }

  private synchronized boolean gone(StreamObserver<ServerFrame> out) {
    boolean current = out.equals(stream);
    stream = current ? null : stream;
    return current;
  }

  synchronized void send(ServerFrame frame) {
    if (stream == null) {
      waiting.add(frame);
    } else {
      stream.onNext(frame);
    }
  }

  private void handle(ClientFrame frame, StreamObserver<ServerFrame> out) {
    switch (frame.getKindCase()) {
      case OPEN_SESSION -> openSession(frame.getOpenSession(), out);
      case DECLARE_TARGET -> declare(frame.getDeclareTarget());
      case OPEN_CALL -> openCall(frame.getOpenCall());
      case MAP_INPUTS -> mapInputs(frame.getMapInputs());
      case CANCEL_CALL -> {
        FakeCall call = calls.get(frame.getCancelCall().getCallId());
        if (call != null) {
          cancel(call);
        }
      }
      case ATTACH_CALL -> attach(frame.getAttachCall());
      case CREDIT -> {
        FakeCall call = calls.get(frame.getCredit().getCallId());
        if (call != null) {
          call.credit(frame.getCredit().getCount());
        }
      }
      case HEARTBEAT, KIND_NOT_SET -> {}
    }
  }

  private synchronized void openSession(OpenSession message, StreamObserver<ServerFrame> out) {
    sessions.add(message);
    stream = out;
    out.onNext(
        ServerFrame.newBuilder()
            .setSessionOpened(SessionOpened.newBuilder().setServerVersion("test"))
            .build());
    while (!waiting.isEmpty()) {
      out.onNext(waiting.remove());
    }
  }

  private void declare(DeclareTarget message) {
    declared.add(message.getFunction());
    Optional<FunctionSpec> function = functions.spec(message.getFunction());
    if (refusal.isPresent() || function.isEmpty()) {
      send(
          ServerFrame.newBuilder()
              .setTargetRefused(
                  TargetRefused.newBuilder()
                      .setTarget(message.getTarget())
                      .setReason(refusal.orElseGet(() -> functions.refusal(message.getFunction()))))
              .build());
      return;
    }
    targets.put(message.getTarget(), message.getFunction());
    send(
        ServerFrame.newBuilder()
            .setTargetDeclared(
                TargetDeclared.newBuilder()
                    .setTarget(message.getTarget())
                    .setFunction(function.get().name())
                    .setSignature(function.get().signature())
                    .setVersion(1))
            .build());
  }

  private void openCall(OpenCall message) {
    opened.add(message);
    Target target = targets.get(message.getTarget());
    if (target == null) {
      throw new IllegalStateException("a call to a target that was not declared");
    }
    FakeCall made = new FakeCall(this, functions, target, message);
    FakeCall known = calls.putIfAbsent(message.getCallId(), made);
    if (message.getKind() == CallKind.CALL_KIND_SPAWN && acknowledging) {
      accepted(message.getCallId());
    }
    if (message.getKind() == CallKind.CALL_KIND_MAP) {
      credit(message.getCallId(), MAP_WINDOW);
    } else if (known == null) {
      made.run(0, message.getInput());
    }
  }

  void accepted(String call) {
    send(
        ServerFrame.newBuilder()
            .setCallAccepted(CallAccepted.newBuilder().setCallId(call))
            .build());
  }

  void credit(String call, int count) {
    send(
        ServerFrame.newBuilder()
            .setCredit(Credit.newBuilder().setCallId(call).setCount(count))
            .build());
  }

  private void mapInputs(MapInputs message) {
    frames.add(message);
    FakeCall call = calls.get(message.getCallId());
    long index = message.getFirstIndex();
    for (Payload input : message.getInputsList()) {
      if (call != null) {
        call.run(index++, input);
      }
    }
  }

  private void cancel(FakeCall call) {
    cancelled.add(call.id());
    call.cancel();
  }

  private void attach(AttachCall message) {
    FakeCall call = calls.get(message.getCallId());
    if (call == null) {
      ended(message.getCallId(), 0, functions.noSuchCall(message.getCallId()));
    } else if (call.outcome().isPresent()) {
      ended(call.id(), 0, call.outcome().get());
    } else {
      accepted(call.id());
    }
  }

  void ended(String call, long index, Outcome outcome) {
    send(
        ServerFrame.newBuilder()
            .setInputsEnded(
                InputsEnded.newBuilder()
                    .setCallId(call)
                    .addInputs(InputOutcome.newBuilder().setIndex(index).setOutcome(outcome)))
            .build());
  }

  void item(String call, long sequence, Payload item) {
    send(
        ServerFrame.newBuilder()
            .setGeneratorItem(
                GeneratorItem.newBuilder().setCallId(call).setSequence(sequence).setItem(item))
            .build());
  }

  void callEnded(String call, Outcome outcome) {
    send(
        ServerFrame.newBuilder()
            .setCallEnded(CallEnded.newBuilder().setCallId(call).setOutcome(outcome))
            .build());
  }

  @Override
  public void close() {
    calls.values().forEach(FakeCall::cancel);
    server.shutdownNow();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.carafe.client.transport;

import dev.carafe.protocol.proto.CallsGrpc;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.OpenSession;
import dev.carafe.protocol.proto.ServerFrame;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One stream of a link, from its opening to its end. Sending is for one thread at a time: the link
/// sees to it.
final class CallStream implements ClientResponseObserver<ClientFrame, ServerFrame> {
  static final String CLIENT_VERSION = "0.1";

  /// What a stream tells its link, on the transport's thread.
  interface Listener {
    void frame(ServerFrame frame);

    void ended(CallStream stream, LinkException why);

    void ready();
  }

  private final Listener listener;
  private final CompletableFuture<Boolean> session = new CompletableFuture<>();
  private final CompletableFuture<LinkException> end = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<ClientFrame> requests;

  private CallStream(Listener listener) {
    this.listener = listener;
  }

  /// Opens a stream and a session on it; the server's answer comes later.
  static CallStream open(Channel channel, LinkOptions options, Listener listener) {
    CallStream stream = new CallStream(listener);
    var _ = CallsGrpc.newStub(channel).open(stream);
    stream.send(
        ClientFrame.newBuilder()
            .setOpenSession(
                OpenSession.newBuilder()
                    .setSessionId(options.sessionId())
                    .setClientVersion(CLIENT_VERSION)
                    .setEphemeralApp(options.ephemeralApp())
                    .setContainer(options.container()))
            .build());
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ClientFrame> stream) {
    requests = stream;
    stream.setOnReadyHandler(listener::ready);
  }

  private ClientCallStreamObserver<ClientFrame> requests() {
    if (requests == null) {
      throw new IllegalStateException("the stream has not started");
    }
    return requests;
  }

  /// Waits until the server has opened the session.
  void awaitSession(Duration atMost) throws InterruptedException {
    await(session, atMost);
  }

  /// Waits for `what`, or for the stream's end.
  void await(CompletableFuture<?> what, Duration atMost) throws InterruptedException {
    try {
      var _ = CompletableFuture.anyOf(what, end).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw LinkException.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new LinkException(
          Status.UNAVAILABLE.withDescription(
              "no answer within %d s".formatted(atMost.toSeconds())));
    }
    requireOpen();
  }

  /// Refuses a stream that has ended.
  void requireOpen() {
    if (end.isDone()) {
      throw end.join();
    }
  }

  /// Hands a frame to the transport. On a stream that has ended it goes nowhere: what is pending is
  /// sent again on the next.
  void send(ClientFrame frame) {
    try {
      requests().onNext(frame);
    } catch (IllegalStateException e) {
      end.complete(new LinkException(Status.UNAVAILABLE.withDescription("the stream has ended")));
    }
  }

  boolean isReady() {
    return requests().isReady();
  }

  void complete() {
    try {
      requests().onCompleted();
    } catch (IllegalStateException e) {
      cancel("it had ended");
    }
  }

  void cancel(String why) {
    requests().cancel(why, null);
  }

  @Override
  public void onNext(ServerFrame frame) {
    if (frame.hasSessionOpened()) {
      session.complete(true);
    } else {
      listener.frame(frame);
    }
  }

  @Override
  public void onError(Throwable broken) {
    over(LinkException.of(broken));
  }

  @Override
  public void onCompleted() {
    over(new LinkException(Status.UNAVAILABLE.withDescription("the server ended the connection")));
  }

  private void over(LinkException why) {
    end.complete(why);
    listener.ended(this, why);
  }
}

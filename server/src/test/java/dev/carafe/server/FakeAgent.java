package dev.carafe.server;

import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.AgentsGrpc;
import dev.carafe.protocol.proto.Failure;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.Hello;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.InputsReturned;
import dev.carafe.protocol.proto.InputsStarted;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.LogLines;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.AgentConfig;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A container's agent without a JVM of its own: attaches, is ready at once, and answers as its
/// behaviour says.
final class FakeAgent implements StreamObserver<ToAgent>, AutoCloseable {

  /// What the user's code would do with an input: a value, or something thrown. Blocking is
  /// allowed.
  interface Behaviour {
    Payload run(AgentInput input) throws InterruptedException;

    /// The failure of `@Enter`, if it fails.
    default Optional<String> enter() {
      return Optional.empty();
    }

    /// What it prints before `@Enter` ends its process, if that does so.
    default Optional<String> lastWords() {
      return Optional.empty();
    }
  }

  private final AgentConfig config;
  private final Behaviour behaviour;
  private final Runnable end;
  private final ManagedChannel channel;
  private final Map<InputKey, Thread> running = new ConcurrentHashMap<>();
  private final CountDownLatch attached = new CountDownLatch(1);

  /// How many inputs each message brought.
  final List<Integer> dispatched = new CopyOnWriteArrayList<>();

  private volatile StreamObserver<FromAgent> out = NOWHERE;

  private static final StreamObserver<FromAgent> NOWHERE =
      new StreamObserver<>() {
        @Override
        public void onNext(FromAgent value) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
      };

  FakeAgent(AgentConfig config, Behaviour behaviour, Runnable end) {
    this.config = config;
    this.behaviour = behaviour;
    this.end = end;
    this.channel = NettyChannelBuilder.forTarget(config.serverAddress()).usePlaintext().build();
  }

  void attach() {
    out = AgentsGrpc.newStub(channel).attach(this);
    send(
        FromAgent.newBuilder()
            .setHello(Hello.newBuilder().setContainer(config.container()).setToken(config.token()))
            .build());
  }

  private synchronized void send(FromAgent message) {
    out.onNext(message);
  }

  private void lifecycle(Lifecycle.Builder event) {
    send(FromAgent.newBuilder().setLifecycle(event).build());
  }

  @Override
  public void onNext(ToAgent message) {
    switch (message.getKindCase()) {
      case ATTACHED -> {
        attached.countDown();
        enter();
      }
      case DISPATCH -> {
        dispatched.add(message.getDispatch().getInputsCount());
        message.getDispatch().getInputsList().forEach(i -> Thread.startVirtualThread(() -> run(i)));
      }
      case CANCEL_INPUT -> {
        Thread thread = running.get(message.getCancelInput().getKey());
        if (thread != null) {
          thread.interrupt();
        }
      }
      case DRAIN -> {
        lifecycle(Lifecycle.newBuilder().setEvent(Lifecycle.Event.EVENT_EXITED));
        finish();
      }
      case CREDIT, VOLUME_REPLY, REDEFINE, KIND_NOT_SET -> {}
    }
  }

  private void enter() {
    Optional<String> failure = behaviour.enter();
    if (behaviour.lastWords().isPresent()) {
      log(behaviour.lastWords().get());
      finish();
    } else if (failure.isPresent()) {
      lifecycle(
          Lifecycle.newBuilder()
              .setEvent(Lifecycle.Event.EVENT_ENTER_FAILED)
              .setFailure(failure(failure.get())));
      finish();
    } else {
      lifecycle(Lifecycle.newBuilder().setEvent(Lifecycle.Event.EVENT_LOADED));
      lifecycle(Lifecycle.newBuilder().setEvent(Lifecycle.Event.EVENT_READY));
    }
  }

  /// Ends its process once the server has read all it sent.
  private synchronized void finish() {
    out.onCompleted();
  }

  private static Failure.Builder failure(String message) {
    return Failure.newBuilder().setClassName("java.lang.IllegalStateException").setMessage(message);
  }

  private void run(AgentInput input) {
    running.put(input.getKey(), Thread.currentThread());
    send(
        FromAgent.newBuilder()
            .setInputsStarted(InputsStarted.newBuilder().addInputs(input.getKey()))
            .build());
    ReturnedInput.Builder returned = ReturnedInput.newBuilder().setKey(input.getKey());
    try {
      returned.setResult(behaviour.run(input));
    } catch (InterruptedException e) {
      returned.setInterrupted(true).setFailure(failure("interrupted"));
    } catch (RuntimeException e) {
      returned.setFailure(failure(String.valueOf(e.getMessage())));
    }
    running.remove(input.getKey());
    send(
        FromAgent.newBuilder()
            .setInputsReturned(InputsReturned.newBuilder().addInputs(returned))
            .build());
  }

  void log(String text) {
    send(
        FromAgent.newBuilder()
            .setLogLines(LogLines.newBuilder().addLines(LogLine.newBuilder().setText(text)))
            .build());
  }

  @Override
  public void onError(Throwable broken) {}

  @Override
  public void onCompleted() {
    Thread.startVirtualThread(end);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}

package dev.carafe.client.transport;

import dev.carafe.protocol.proto.AttachCall;
import dev.carafe.protocol.proto.CancelCall;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.Heartbeat;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.Target;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connection of one client: one stream that carries all its calls. When the stream breaks it
/// is opened again under the same session, targets are declared again and what has not ended is
/// sent again, under the same ids, so that the server joins rather than repeats it. Threads share
/// it.
public final class Link implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private enum State {
    DOWN,
    CONNECTING,
    UP,
    CLOSED
  }

  private final LinkOptions options;
  private final CurrentChannel channel = new CurrentChannel();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Target, DeclaredTarget> targets = new ConcurrentHashMap<>();
  private final Map<Integer, DeclaredTarget> targetsByNumber = new ConcurrentHashMap<>();
  private final CallStream.Listener listener = new Frames();

  /// Guards the state, and is held while a frame is handed to the stream: gRPC's streams are for
  /// one thread at a time.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private State state = State.DOWN;
  private @Nullable CallStream stream;
  private int lastNumber;

  private Link(LinkOptions options) {
    this.options = options;
  }

  /// Connects; a [LinkException] says why it cannot.
  public static Link open(LinkOptions options) throws InterruptedException {
    Link link = new Link(options);
    boolean done = false;
    try {
      link.bringUp();
      done = true;
    } finally {
      if (!done) {
        link.close();
      }
    }
    Thread.ofVirtual().name("carafe-heartbeat").start(link::beat);
    return link;
  }

  /// For requests beside the calls; it stays good when the connection is made anew.
  public Channel channel() {
    return channel;
  }

  /// Opens a stream where there is none and none is on its way.
  private void bringUp() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (state == State.CLOSED) {
        throw closedByUser();
      }
      if (state != State.DOWN) {
        return;
      }
      state = State.CONNECTING;
    } finally {
      lock.unlock();
    }
    boolean done = false;
    try {
      connect();
      done = true;
    } catch (LinkException e) {
      giveUp(e);
      done = true;
      throw e;
    } finally {
      if (!done) { // interrupted
        giveUp(new LinkException(Status.UNAVAILABLE.withDescription("connecting was given up")));
      }
    }
  }

  private static LinkException closedByUser() {
    return new LinkException(Status.CANCELLED.withDescription("this client was closed"));
  }

  /// One try: opens a stream, declares the targets, then sends what has not ended.
  private void connect() throws InterruptedException {
    // a channel that has failed answers with its last failure for a while: each try has its own
    ManagedChannel made = Channels.open(options.address(), options.token());
    CallStream opened = CallStream.open(made, options, listener);
    boolean done = false;
    try {
      opened.awaitSession(ANSWER);
      List<DeclaredTarget> known = List.copyOf(targetsByNumber.values());
      for (DeclaredTarget target : known) {
        askOn(target, opened);
      }
      for (DeclaredTarget target : known) {
        opened.await(target.answered(), ANSWER);
      }
      takeOver(opened, made);
      done = true;
    } finally {
      if (!done) {
        opened.cancel("it did not come up");
        var _ = made.shutdownNow();
      }
    }
  }

  private void askOn(DeclaredTarget target, CallStream opened) {
    lock.lock();
    try {
      target.askOn(opened);
    } finally {
      lock.unlock();
    }
  }

  private void takeOver(CallStream opened, ManagedChannel made) {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        throw closedByUser();
      }
      opened.requireOpen();
      channel.becomes(made);
      stream = opened;
      state = State.UP;
      targetsByNumber.values().forEach(target -> target.askOn(opened));
      pending.values().forEach(call -> sendAgain(call, opened));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void sendAgain(Pending call, CallStream opened) {
    var refusal = call.target().flatMap(DeclaredTarget::refusal);
    if (refusal.isPresent()) {
      call.ended(Outcome.newBuilder().setRejected(refusal.get()).build());
    } else {
      call.sendAgain(opened::send);
    }
  }

  /// Tries again and again, for as long as the options say.
  private void reconnect(LinkException first) {
    long until = System.nanoTime() + options.reconnectFor().toNanos();
    Duration pause = FIRST_PAUSE;
    LinkException last = first;
    boolean told = false;
    try {
      while (System.nanoTime() < until && !last.isFinal()) {
        Thread.sleep(pause);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        try {
          connect();
          if (told) {
            notice("is there again");
          }
          return;
        } catch (LinkException e) {
          last = e;
        }
        if (!told) {
          told = true;
          notice(
              "does not answer; trying again for %d s"
                  .formatted(options.reconnectFor().toSeconds()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveUp(last);
  }

  private void notice(String words) {
    if (closed.getCount() > 0) {
      options.notices().accept("the server at %s %s".formatted(options.address(), words));
    }
  }

  /// Nothing will come: everybody who waits is told.
  private void giveUp(LinkException why) {
    List<DeclaredTarget> declared;
    List<Pending> calls;
    lock.lock();
    try {
      if (state != State.CLOSED) {
        state = State.DOWN;
      }
      stream = null;
      declared = List.copyOf(targetsByNumber.values());
      targetsByNumber.clear();
      targets.clear();
      calls = List.copyOf(pending.values());
      pending.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    declared.forEach(target -> target.lost(why));
    calls.forEach(call -> call.lost(why));
  }

  /// The function as this link knows it, declared if it is new; its answer is still to come.
  public DeclaredTarget target(Target function) throws InterruptedException {
    DeclaredTarget known = targets.get(function);
    if (known != null && !known.isStale()) {
      return known;
    }
    lockUp();
    try {
      DeclaredTarget again = targets.get(function);
      if (again != null && !again.isStale()) {
        return again;
      }
      DeclaredTarget made = new DeclaredTarget(++lastNumber, function);
      targets.put(function, made);
      targetsByNumber.put(made.number(), made);
      if (state == State.UP && stream != null) {
        made.askOn(stream);
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the lock once there is a stream, or one on its way.
  private void lockUp() throws InterruptedException {
    while (true) {
      bringUp();
      lock.lockInterruptibly();
      if (state == State.UP || state == State.CONNECTING) {
        return;
      }
      lock.unlock();
    }
  }

  /// Makes a call pending, and sends it: now, or with the next stream.
  void start(Pending call) throws InterruptedException {
    lockUp();
    try {
      pending.put(call.id(), call);
      if (state == State.UP && stream != null) {
        call.sendAgain(stream::send);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Sends more of a pending call, made by `frames` under the lock, once the stream takes it; where
  /// there is no stream it goes with the next. False when the call is not pending any more.
  boolean send(Pending call, Supplier<ClientFrame> frames) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (call.equals(pending.get(call.id()))) {
        if (state == State.UP && stream != null && stream.isReady()) {
          stream.send(frames.get());
          return true;
        }
        var _ = changed.await(1, TimeUnit.SECONDS);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Sends a frame if there is a stream.
  private void sendNow(ClientFrame frame) {
    lock.lock();
    try {
      if (state == State.UP && stream != null) {
        stream.send(frame);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Sends what a pending call would send again on a new stream by itself.
  void sendNow(Pending call, ClientFrame frame) {
    if (call.equals(pending.get(call.id()))) {
      sendNow(frame);
    }
  }

  /// Nobody waits for the call any more.
  void forget(Pending call) {
    pending.remove(call.id(), call);
  }

  /// Asks the server to cancel a call.
  void cancel(String callId, String reason) {
    sendNow(
        ClientFrame.newBuilder()
            .setCancelCall(CancelCall.newBuilder().setCallId(callId).setReason(reason))
            .build());
  }

  static ClientFrame attach(String callId) {
    return ClientFrame.newBuilder()
        .setAttachCall(AttachCall.newBuilder().setCallId(callId))
        .build();
  }

  private void beat() {
    ClientFrame beat =
        ClientFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build();
    try {
      while (!closed.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        sendNow(beat);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What comes from the server.
  private final class Frames implements CallStream.Listener {
    @Override
    public void frame(ServerFrame frame) {
      switch (frame.getKindCase()) {
        case INPUTS_ENDED -> {
          Pending call = pending.get(frame.getInputsEnded().getCallId());
          if (call != null) {
            call.inputsEnded(frame.getInputsEnded().getInputsList());
          }
        }
        case GENERATOR_ITEM -> {
          Pending call = pending.get(frame.getGeneratorItem().getCallId());
          if (call != null) {
            call.item(frame.getGeneratorItem());
          }
        }
        case CALL_ACCEPTED -> {
          Pending call = pending.get(frame.getCallAccepted().getCallId());
          if (call != null) {
            call.acknowledged();
          }
        }
        case CALL_ENDED -> {
          Pending call = pending.get(frame.getCallEnded().getCallId());
          if (call != null) {
            call.ended(frame.getCallEnded().getOutcome());
          }
        }
        case CREDIT -> {
          Pending call = pending.get(frame.getCredit().getCallId());
          if (call != null) {
            call.credit(frame.getCredit().getCount());
          }
        }
        case TARGET_DECLARED -> {
          DeclaredTarget target = targetsByNumber.get(frame.getTargetDeclared().getTarget());
          if (target != null) {
            target.accepted(frame.getTargetDeclared());
          }
        }
        case TARGET_REFUSED -> {
          DeclaredTarget target = targetsByNumber.remove(frame.getTargetRefused().getTarget());
          if (target != null) {
            targets.remove(target.target(), target);
            target.refused(frame.getTargetRefused().getReason());
          }
        }
        case LOG_LINES -> options.logs().accept(frame.getLogLines());
        case NOTICE -> options.notices().accept(frame.getNotice().getText());
        case SESSION_OPENED, KIND_NOT_SET -> {}
      }
    }

    @Override
    public void ended(CallStream gone, LinkException why) {
      lock.lock();
      try {
        if (!gone.equals(stream) || state != State.UP) {
          return; // it never came up, and who opened it knows
        }
        stream = null;
        state = State.CONNECTING;
      } finally {
        lock.unlock();
      }
      Thread.ofVirtual().name("carafe-reconnect").start(() -> reconnect(why));
    }

    @Override
    public void ready() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Ends the stream, so that the server cancels what still runs for it, and tells who waits.
  @Override
  public void close() {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return;
      }
      if (stream != null) {
        stream.complete();
      }
      state = State.CLOSED;
    } finally {
      lock.unlock();
    }
    closed.countDown();
    giveUp(closedByUser());
    channel.close();
  }
}

package dev.carafe.client.transport;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.wire.Wire;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One map: a feeder adds inputs, a sender packs what is there into frames, a reader takes results.
/// At most 1,000 inputs are read and not yet taken as results, and no more are sent than the server
/// has asked for. Its lock is taken under the link's, never around it.
public final class MapRun implements Pending, AutoCloseable {
  private static final int WINDOW = 1_000;
  private static final int MOST_IN_FRAME = 128;
  private static final int FRAME_BYTES = 256 * 1024;

  /// After a pause reading goes on once so many inputs can be read, so that they go together.
  private static final int LEAST_ROOM = MOST_IN_FRAME;

  /// What is read goes out at the latest after this time, however little it is.
  private static final long LINGER_NANOS = 200_000;

  private final Link link;
  private final DeclaredTarget target;
  private final Origin origin;
  private final boolean inOrder;
  private final String id = Origin.newCallId();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition sendable = lock.newCondition();
  private final Condition readable = lock.newCondition();
  private final Deque<Payload> unsent = new ArrayDeque<>();
  private final Map<Long, Payload> unfinished = new HashMap<>();
  private final Map<Long, Outcome> early = new HashMap<>();
  private final Deque<Result> results = new ArrayDeque<>();
  private long added;
  private long sent;
  private long released;
  private long taken;
  private int credit;
  private boolean feederWaits;
  private boolean allAdded;
  private boolean lastSent;
  private boolean over;
  private @Nullable Outcome whole;
  private @Nullable RuntimeException broken;
  private @Nullable Thread sender;

  MapRun(Link link, DeclaredTarget target, Origin origin, boolean inOrder) {
    this.link = link;
    this.target = target;
    this.origin = origin;
    this.inOrder = inOrder;
  }

  /// How the input of an index ended.
  public record Result(long index, CallOutcome outcome) {}

  /// Waits until one more input may be read from the source. For the feeder.
  public void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (added - taken < WINDOW) {
        return;
      }
      feederWaits = true;
      sendable.signal();
      while (added - taken > WINDOW - LEAST_ROOM) {
        room.await();
      }
      feederWaits = false;
    } finally {
      lock.unlock();
    }
  }

  /// Adds an input for which there is room. The first one opens the call. For the feeder.
  public void add(Payload input) throws InterruptedException {
    boolean first;
    lock.lock();
    try {
      first = added++ == 0;
      unsent.add(input);
      if (unsent.size() == 1 || unsent.size() == MOST_IN_FRAME) {
        sendable.signal();
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      link.start(this);
      Thread starting = Thread.ofVirtual().name("carafe-map-sender").unstarted(this::sendAll);
      lock.lock();
      try {
        sender = starting;
      } finally {
        lock.unlock();
      }
      starting.start();
    }
  }

  /// The source is through. For the feeder.
  public void noMore() {
    lock.lock();
    try {
      allAdded = true;
      sendable.signal();
      readable.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The source or an input failed: the reader gets it. For the feeder.
  public void fail(RuntimeException why) {
    lock.lock();
    try {
      broken = broken == null ? why : broken;
      readable.signal();
    } finally {
      lock.unlock();
    }
  }

  private void sendAll() {
    try {
      while (awaitSendable() && link.send(this, this::frame)) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the reader left
    }
  }

  private boolean awaitSendable() throws InterruptedException {
    lock.lock();
    try {
      while (!over && !lastSent && !(credit > 0 && !unsent.isEmpty()) && !onlyTheEndIsLeft()) {
        sendable.await();
      }
      long left = LINGER_NANOS;
      while (left > 0 && moreMayCome()) {
        left = sendable.awaitNanos(left);
      }
      return !over && !lastSent;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a frame sent now would be a small one for no good reason.
  private boolean moreMayCome() {
    return !over
        && !lastSent
        && !allAdded
        && !feederWaits
        && unsent.size() < MOST_IN_FRAME
        && unsent.size() < credit;
  }

  private boolean onlyTheEndIsLeft() {
    return allAdded && unsent.isEmpty();
  }

  /// The next frame; under the link's lock.
  private ClientFrame frame() {
    lock.lock();
    try {
      MapInputs.Builder frame = MapInputs.newBuilder().setCallId(id).setFirstIndex(sent);
      int bytes = 0;
      while (credit > 0
          && !unsent.isEmpty()
          && frame.getInputsCount() < MOST_IN_FRAME
          && bytes < FRAME_BYTES) {
        Payload input = unsent.remove();
        frame.addInputs(input);
        unfinished.put(sent++, input);
        bytes += input.getInline().size();
        credit--;
      }
      lastSent = onlyTheEndIsLeft();
      if (lastSent) {
        readable.signal();
      }
      return ClientFrame.newBuilder().setMapInputs(frame.setLast(lastSent)).build();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next result; empty when there are no more. For the reader.
  public Optional<Result> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (results.isEmpty() && broken == null && whole == null && !isThrough()) {
        readable.await();
      }
      if (!results.isEmpty()) {
        taken++;
        if (feederWaits && added - taken <= WINDOW - LEAST_ROOM) {
          room.signal();
        }
        return Optional.of(results.remove());
      }
      if (broken != null) {
        throw broken;
      }
      if (isThrough()) {
        over = true;
        return Optional.empty();
      }
      over = true;
      return whole == null ? Optional.empty() : Optional.of(new Result(-1, Wire.outcome(whole)));
    } finally {
      lock.unlock();
      if (over) {
        link.forget(this);
      }
    }
  }

  private boolean isThrough() {
    return allAdded && taken == added && (lastSent || added == 0);
  }

  /// Cancels what has not ended.
  @Override
  public void close() {
    boolean cancel;
    lock.lock();
    try {
      cancel = !over && added > 0 && !isThrough();
      over = true;
      sendable.signal();
      if (sender != null) {
        sender.interrupt();
      }
    } finally {
      lock.unlock();
    }
    link.forget(this);
    if (cancel) {
      link.cancel(id, "its caller closed the stream");
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<DeclaredTarget> target() {
    return Optional.of(target);
  }

  /// On a new stream the server grants credit anew; what was sent and has not ended goes first, and
  /// uses none.
  @Override
  public void sendAgain(Consumer<ClientFrame> stream) {
    lock.lock();
    try {
      credit = 0;
      stream.accept(origin.open(id, target, CallKind.CALL_KIND_MAP, Optional.empty(), 0));
      MapInputs.Builder frame = MapInputs.newBuilder();
      long next = -1;
      for (Map.Entry<Long, Payload> input : new TreeMap<>(unfinished).entrySet()) {
        boolean follows = input.getKey() == next && frame.getInputsCount() < MOST_IN_FRAME;
        if (!follows && next >= 0) {
          stream.accept(ClientFrame.newBuilder().setMapInputs(frame).build());
        }
        if (!follows) {
          frame = MapInputs.newBuilder().setCallId(id).setFirstIndex(input.getKey());
        }
        frame.addInputs(input.getValue());
        next = input.getKey() + 1;
      }
      if (next >= 0) {
        stream.accept(ClientFrame.newBuilder().setMapInputs(frame).build());
      }
      if (lastSent) {
        stream.accept(
            ClientFrame.newBuilder()
                .setMapInputs(
                    MapInputs.newBuilder().setCallId(id).setFirstIndex(sent).setLast(true))
                .build());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void credit(int count) {
    lock.lock();
    try {
      credit += count;
      sendable.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void inputsEnded(List<InputOutcome> outcomes) {
    lock.lock();
    try {
      for (InputOutcome ended : outcomes) {
        if (unfinished.remove(ended.getIndex()) == null) {
          continue; // told twice, after a reconnect
        }
        if (inOrder) {
          early.put(ended.getIndex(), ended.getOutcome());
        } else {
          results.add(result(ended.getIndex(), ended.getOutcome()));
        }
      }
      Outcome next = early.remove(released);
      while (next != null) {
        results.add(result(released++, next));
        next = early.remove(released);
      }
      readable.signal();
    } finally {
      lock.unlock();
    }
  }

  private static Result result(long index, Outcome outcome) {
    return new Result(index, Wire.outcome(outcome));
  }

  @Override
  public void ended(Outcome outcome) {
    lock.lock();
    try {
      whole = outcome;
      readable.signal();
      sendable.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void lost(LinkException why) {
    fail(why);
  }
}

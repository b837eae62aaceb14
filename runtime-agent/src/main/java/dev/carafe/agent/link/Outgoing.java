package dev.carafe.agent.link;

import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.InputsReturned;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.LogLines;
import dev.carafe.protocol.proto.ReturnedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// All that goes to the server, in order. Whoever flushes while nobody else does writes for all: so
/// a single result leaves at once on its own thread, and results that end while a write is under
/// way leave together in the next one. Safe for use by many threads.
final class Outgoing {
  private static final int MOST_TOGETHER = 256;
  private static final int MOST_BYTES = 1 << 20;
  private static final long PAUSE_NANOS = 50_000;
  private static final int MOST_LINES = 10_000;

  private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger flushes = new AtomicInteger();
  private final AtomicInteger waitingLines = new AtomicInteger();
  private final Kept kept = new Kept();
  private volatile @Nullable MessageStream stream;
  private boolean sendKeptAgain;

  void post(FromAgent frame) {
    queue.add(frame);
  }

  void post(ReturnedInput returned) {
    queue.add(returned);
  }

  /// False when too many lines wait already; this one is not taken then.
  boolean post(LogLine line) {
    if (waitingLines.get() >= MOST_LINES) {
      return false;
    }
    waitingLines.incrementAndGet();
    queue.add(line);
    return true;
  }

  boolean hasLines() {
    return waitingLines.get() > 0;
  }

  boolean empty() {
    return queue.isEmpty() && flushes.get() == 0;
  }

  /// Inputs whose results the server may not have.
  List<InputKey> unsure() {
    List<InputKey> keys = new ArrayList<>();
    exclusively(
        () -> {
          kept.returned().forEach(keys::add);
          for (Object item : queue) {
            if (item instanceof ReturnedInput returned) {
              keys.add(returned.getKey());
            }
          }
        });
    return keys;
  }

  /// From here on frames go to `next`, those of the last seconds first.
  void connect(MessageStream next) {
    exclusively(
        () -> {
          stream = next;
          sendKeptAgain = true;
        });
    flush();
  }

  void disconnect() {
    stream = null;
  }

  /// Sends what is waiting, here or on the thread that is sending now.
  void flush() {
    if (flushes.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      drain();
      seen = flushes.addAndGet(-seen);
    } while (seen != 0);
  }

  private void exclusively(Runnable action) {
    while (!flushes.compareAndSet(0, 1)) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    action.run();
    if (flushes.addAndGet(-1) != 0) {
      flushes.set(0); // the flushes asked for meanwhile are done here
      flush();
    }
  }

  private void drain() {
    MessageStream to = stream;
    if (to == null) {
      return;
    }
    try {
      if (sendKeptAgain) {
        sendKeptAgain = false;
        List<FromAgent> again = kept.frames();
        kept.clear();
        for (FromAgent frame : again) {
          send(to, frame);
        }
      }
      for (Object item = queue.poll(); item != null; item = queue.poll()) {
        send(to, together(item));
      }
    } catch (IOException e) {
      // What was not received is kept. The reading side sees the break as well and connects anew.
      stream = null;
      to.close();
    }
  }

  /// Plain tests of the type: a switch over types costs a cold start some milliseconds.
  private FromAgent together(Object first) {
    if (first instanceof ReturnedInput returned) {
      return returned(returned);
    }
    return first instanceof LogLine line ? lines(line) : (FromAgent) first;
  }

  private FromAgent returned(ReturnedInput first) {
    InputsReturned.Builder all = InputsReturned.newBuilder().addInputs(first);
    int bytes = first.getSerializedSize();
    while (queue.peek() instanceof ReturnedInput next
        && all.getInputsCount() < MOST_TOGETHER
        && bytes + next.getSerializedSize() < MOST_BYTES) {
      all.addInputs(next);
      bytes += next.getSerializedSize();
      queue.remove();
    }
    return FromAgent.newBuilder().setInputsReturned(all).build();
  }

  private FromAgent lines(LogLine first) {
    LogLines.Builder all = LogLines.newBuilder().addLines(first);
    int bytes = first.getSerializedSize();
    while (queue.peek() instanceof LogLine next
        && all.getLinesCount() < MOST_TOGETHER
        && bytes + next.getSerializedSize() < MOST_BYTES) {
      all.addLines(next);
      bytes += next.getSerializedSize();
      queue.remove();
    }
    waitingLines.addAndGet(-all.getLinesCount());
    return FromAgent.newBuilder().setLogLines(all).build();
  }

  private void send(MessageStream to, FromAgent frame) throws IOException {
    byte[] bytes = frame.toByteArray();
    kept.add(frame, bytes.length, System.nanoTime());
    to.send(bytes);
  }
}

package dev.carafe.usage;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.codec.Failures;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.wire.Wire;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call on the fake server: each input on a thread of its own, once.
final class FakeCall {
  private final FakeServer server;
  private final FakeFunctions functions;
  private final Target target;
  private final OpenCall open;
  private final Map<Long, Thread> running = new ConcurrentHashMap<>();
  private final Semaphore credit;
  private volatile @Nullable Outcome outcome;
  private volatile boolean cancelled;
  private volatile boolean forgotten;

  FakeCall(FakeServer server, FakeFunctions functions, Target target, OpenCall open) {
    this.server = server;
    this.functions = functions;
    this.target = target;
    this.open = open;
    this.credit = new Semaphore(open.getCredit());
  }

  String id() {
    return open.getCallId();
  }

  boolean isSpawned() {
    return open.getKind() == CallKind.CALL_KIND_SPAWN;
  }

  Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  void credit(int count) {
    credit.release(count);
  }

  void run(long index, Payload input) {
    Thread thread = Thread.ofVirtual().unstarted(() -> execute(index, input));
    if (running.putIfAbsent(index, thread) == null) {
      thread.start();
    }
  }

  void cancel() {
    cancelled = true;
    running.values().forEach(Thread::interrupt);
  }

  /// The server has died, and this with it.
  void forget() {
    forgotten = true;
    cancel();
  }

  private void execute(long index, Payload input) {
    server.executions.incrementAndGet();
    Outcome ended = outcome(input);
    outcome = ended;
    if (forgotten) {
      return;
    }
    switch (open.getKind()) {
      case CALL_KIND_GENERATOR -> server.callEnded(id(), ended);
      case CALL_KIND_MAP -> {
        server.ended(id(), index, ended);
        server.credit(id(), 1);
      }
      default -> server.ended(id(), index, ended);
    }
  }

  private Outcome outcome(Payload input) {
    try {
      Object value = functions.invoke(target, input);
      if (open.getKind() == CallKind.CALL_KIND_GENERATOR) {
        items((Stream<?>) value, input);
        return Outcome.newBuilder().setSucceeded(Payload.getDefaultInstance()).build();
      }
      return Outcome.newBuilder().setSucceeded(functions.result(target, input, value)).build();
    } catch (Throwable e) {
      return Wire.outcome(
          cancelled
              ? new CallOutcome.Cancelled("for a test")
              : e instanceof Scripted scripted
                  ? scripted.outcome
                  : new CallOutcome.Failed(
                      Failures.describe(e), "ct-1", 2, List.of("loading", "failing now")));
    }
  }

  private void items(@Nullable Stream<?> items, Payload input) throws InterruptedException {
    long sequence = 0;
    Iterator<?> each = items == null ? List.of().iterator() : items.iterator();
    while (each.hasNext()) {
      credit.acquire();
      server.item(id(), sequence++, functions.result(target, input, each.next()));
    }
  }

  /// Thrown by a test's method to end as a server would have it.
  static final class Scripted extends RuntimeException {
    private final transient CallOutcome outcome;

    Scripted(CallOutcome outcome) {
      this.outcome = outcome;
    }
  }
}

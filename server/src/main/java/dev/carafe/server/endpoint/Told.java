package dev.carafe.server.endpoint;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.wire.Wire;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last outcomes that a client was told, in case its connection broke before it heard them: so
/// nothing that has ended runs a second time. Threads share it.
final class Told {
  private static final int MOST = 20_000;
  private static final int MOST_BYTES = 16 << 20;

  /// What one message said; kept as it was, as it is hardly ever looked for.
  private record Message(CallId call, List<InputOutcome> outcomes, long bytes) {}

  private final Deque<Message> kept = new ArrayDeque<>();
  private int outcomes;
  private long bytes;

  void add(CallId call, List<InputOutcome> ended) {
    long size = 0;
    for (InputOutcome outcome : ended) {
      size += outcome.getSerializedSize();
    }
    add(new Message(call, List.copyOf(ended), size));
  }

  private synchronized void add(Message message) {
    kept.addLast(message);
    outcomes += message.outcomes().size();
    bytes += message.bytes();
    while (outcomes > MOST || bytes > MOST_BYTES) {
      Message oldest = kept.removeFirst();
      outcomes -= oldest.outcomes().size();
      bytes -= oldest.bytes();
    }
  }

  /// How it ended; when that is not kept any more, that it is lost.
  synchronized Outcome find(CallId call, long index) {
    for (Message message : (Iterable<Message>) kept::descendingIterator) {
      if (message.call().equals(call)) {
        for (InputOutcome outcome : message.outcomes()) {
          if (outcome.getIndex() == index) {
            return outcome.getOutcome();
          }
        }
      }
    }
    return lost(call);
  }

  private static Outcome lost(CallId call) {
    return Outcome.newBuilder()
        .setRejected(
            Wire.rejected(
                new CallOutcome.Rejected(
                    CallOutcome.Code.UNAVAILABLE,
                    ("%s ended while the connection was broken, and its result is not kept. Call"
                            + " again, or use spawn, whose results are")
                        .formatted(call))))
        .build();
  }
}

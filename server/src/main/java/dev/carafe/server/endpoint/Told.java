package dev.carafe.server.endpoint;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.wire.Wire;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last outcomes that a client was told, in case its connection broke before it heard them: so
/// nothing that has ended runs a second time. Threads share it.
final class Told {
  private static final int MOST = 20_000;
  private static final int MOST_BYTES = 16 << 20;

  private record Key(CallId call, long index) {}

  private final Map<Key, Outcome> kept = new LinkedHashMap<>();
  private long bytes;

  synchronized void add(CallId call, long index, Outcome outcome) {
    Outcome before = kept.put(new Key(call, index), outcome);
    bytes += outcome.getSerializedSize();
    bytes -= before == null ? 0 : before.getSerializedSize();
    Iterator<Outcome> oldest = kept.values().iterator();
    while (kept.size() > MOST || bytes > MOST_BYTES) {
      bytes -= oldest.next().getSerializedSize();
      oldest.remove();
    }
  }

  /// How it ended; when that is not kept any more, that it is lost.
  synchronized Outcome find(CallId call, long index) {
    Outcome outcome = kept.get(new Key(call, index));
    return outcome == null ? lost(call) : outcome;
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

package dev.carafe.agent.link;

import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.ReturnedInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// What was sent in the last seconds, to be sent again when the connection breaks: the server may
/// not have read it. Frames are kept for two seconds and up to a bound of bytes; a server that
/// misses an older one sees that its input is no longer running, and starts it anew. For one thread
/// at a time.
final class Kept {
  private static final long KEPT_NANOS = 2_000_000_000L;
  private static final long MOST_BYTES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 16, 256 << 10, 8 << 20);

  private final Deque<Sent> sent = new ArrayDeque<>();
  private long bytes;

  private record Sent(long nanos, FromAgent frame, int size) {}

  void add(FromAgent frame, int size, long now) {
    sent.addLast(new Sent(now, frame, size));
    bytes += size;
    while (sent.size() > 1 && (bytes > MOST_BYTES || now - sent.getFirst().nanos() > KEPT_NANOS)) {
      bytes -= sent.removeFirst().size();
    }
  }

  List<FromAgent> frames() {
    return sent.stream().map(Sent::frame).toList();
  }

  void clear() {
    sent.clear();
    bytes = 0;
  }

  Stream<InputKey> returned() {
    return sent.stream()
        .flatMap(s -> s.frame().getInputsReturned().getInputsList().stream())
        .map(ReturnedInput::getKey);
  }
}

package dev.carafe.server.calls;

import dev.carafe.protocol.proto.Failure;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.server.containers.ContainerRecord;
import org.jspecify.annotations.Nullable;

/// One input on its way: its payload until it ends, and what its newest attempt brought back.
final class InputEntry {
  final Payload payload;
  final Timeline timeline;
  volatile int attempt;
  volatile @Nullable ContainerRecord container;
  volatile @Nullable Payload result;
  volatile @Nullable Failure failure;

  InputEntry(Payload payload) {
    this(payload, new Timeline());
  }

  InputEntry(Payload payload, Timeline timeline) {
    this.payload = payload;
    this.timeline = timeline;
  }

  /// Whether what this attempt brings back may be its result: it is the newest, or this server has
  /// dispatched none and it runs since the server before.
  boolean expects(int number) {
    return attempt == number || attempt == 0;
  }

  void dispatched(int number, ContainerRecord to) {
    attempt = number;
    container = to;
    result = null;
    failure = null;
  }
}

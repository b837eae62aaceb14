package dev.carafe.server.endpoint;

import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The sending side of a stream that many threads write to. While no stream is there, messages wait
/// for the next one.
final class Outbox<T> {
  private final Deque<T> waiting = new ArrayDeque<>();
  private @Nullable StreamObserver<T> stream;

  synchronized void open(StreamObserver<T> opened) {
    stream = opened;
    while (!waiting.isEmpty() && stream != null) {
      send(waiting.removeFirst());
    }
  }

  synchronized void send(T message) {
    if (stream == null) {
      waiting.addLast(message);
      return;
    }
    try {
      stream.onNext(message);
    } catch (RuntimeException e) { // the stream broke; its end is reported to whoever reads it
      stream = null;
      waiting.addLast(message);
    }
  }

  /// The stream is gone, unless another has taken its place.
  @SuppressWarnings("ReferenceEquality") // a stream is an identity, not a value
  synchronized void broken(StreamObserver<T> gone) {
    if (stream == gone) {
      stream = null;
    }
  }

  synchronized void complete() {
    if (stream != null) {
      try {
        stream.onCompleted();
      } catch (RuntimeException e) {
        waiting.clear(); // it was closed from the other side
      }
      stream = null;
    }
    waiting.clear();
  }
}

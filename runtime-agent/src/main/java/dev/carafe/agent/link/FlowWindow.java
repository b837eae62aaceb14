package dev.carafe.agent.link;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many bytes the server lets us send: on the connection, and on the stream.
final class FlowWindow {
  private static final int INITIAL = 65_535;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long connection = INITIAL;
  private long stream = INITIAL;
  private int streamInitial = INITIAL;
  private boolean closed;

  /// Takes up to `wanted` bytes, at least one, waiting for them if need be.
  int take(int wanted) throws IOException {
    lock.lock();
    try {
      while (Math.min(connection, stream) <= 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("the connection is closed");
      }
      int taken = (int) Math.min(wanted, Math.min(connection, stream));
      connection -= taken;
      stream -= taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void addToConnection(int bytes) {
    lock.lock();
    try {
      connection += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void addToStream(int bytes) {
    lock.lock();
    try {
      stream += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void streamStartsWith(int bytes) {
    lock.lock();
    try {
      stream += bytes - streamInitial;
      streamInitial = bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

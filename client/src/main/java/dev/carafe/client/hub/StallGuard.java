package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Closes a stream from which nothing has come for so long, so that its reader fails instead of
/// waiting for ever.
final class StallGuard implements AutoCloseable {
  private final AtomicLong beats = new AtomicLong();
  private final Thread watcher;

  StallGuard(InputStream watched, Duration limit) {
    this.watcher = Thread.ofVirtual().start(() -> watch(watched, limit));
  }

  /// Something has come.
  void beat() {
    beats.incrementAndGet();
  }

  private void watch(InputStream watched, Duration limit) {
    try {
      long seen = -1;
      while (beats.get() != seen) {
        seen = beats.get();
        Thread.sleep(limit);
      }
      watched.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // the reader fails all the same
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}

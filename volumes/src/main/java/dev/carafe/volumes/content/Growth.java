package dev.carafe.volumes.content;

import java.io.IOException;
import java.io.InterruptedIOException;

/// How far a file is that another process still writes. One thread reports, others wait for more.
public final class Growth {
  private long written;
  private boolean complete;
  private boolean abandoned;

  /// So many bytes are there now.
  public synchronized void reached(long bytes) {
    written = Math.max(written, bytes);
    notifyAll();
  }

  /// There will be no more.
  public synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /// Nobody writes any more; a file that is not complete will never be.
  public synchronized void abandon() {
    abandoned = !complete;
    notifyAll();
  }

  /// Waits until more than `seen` bytes are there, and returns how many; `seen` itself when the
  /// file is complete.
  synchronized long beyond(long seen) throws IOException {
    try {
      while (written <= seen && !complete && !abandoned) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a file was written");
    }
    if (abandoned) {
      throw new IllegalArgumentException(
          "a staged file was not whole when its writer left; nothing was stored. Send it again");
    }
    return Math.max(written, seen);
  }
}

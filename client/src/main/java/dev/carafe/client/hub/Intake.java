package dev.carafe.client.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Reads the bytes that a hub sends, and tells a connection that broke from a disk that does not
/// take them. Threads share it.
final class Intake {
  private static final long MUCH = 1 << 20;
  private static final int BUFFER = 1 << 17;

  private final Duration stall;
  private final HubListener listener;

  Intake(Duration stall, HubListener listener) {
    this.stall = stall;
    this.listener = listener;
  }

  /// Where bytes go.
  interface Sink {
    void write(byte[] bytes, int count) throws IOException;
  }

  /// Reads until the end, or until so many bytes have come, and says how many have.
  long read(String name, HubFiles.Content content, long most, Sink sink)
      throws IOException, TransientFailure {
    byte[] buffer = new byte[BUFFER];
    long come = 0;
    try (StallGuard guard = new StallGuard(content.body(), stall)) {
      while (come < most) {
        int n = next(content, buffer, (int) Math.min(BUFFER, most - come), come);
        if (n < 0) {
          return come;
        }
        sink.write(buffer, n);
        come += n;
        guard.beat();
        listener.received(name, n);
      }
    }
    return come;
  }

  private static int next(HubFiles.Content content, byte[] buffer, int most, long come)
      throws TransientFailure {
    InputStream body = content.body();
    try {
      return body.read(buffer, 0, most);
    } catch (IOException e) {
      throw Redirects.broken(content.uri(), isMuch(come), e);
    }
  }

  /// What came of a file, or of a part of it, was not all.
  static TransientFailure ended(RemoteFile remote, long at, long end, long come) {
    return new TransientFailure(
        "%s ended after %d of %d bytes".formatted(remote.name(), at, end), isMuch(come), null);
  }

  private static boolean isMuch(long come) {
    return come >= MUCH;
  }
}

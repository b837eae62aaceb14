package dev.carafe.volumes.content;

import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// When each blob was last stored or asked for, so that a sweep spares what an upload in flight
/// relies on. An answer and a removal of the same blob exclude one another.
final class Leases {
  private final ConcurrentHashMap<BlobId, Instant> touched = new ConcurrentHashMap<>();
  private final Map<Object, Instant> holds = new HashMap<>();
  private final Clock clock;
  private final Instant opened;

  Leases(Clock clock) {
    this.clock = clock;
    this.opened = clock.instant();
  }

  /// Until it is closed, no lease that was given since it began expires.
  FileBlobStore.Hold hold() {
    return hold(clock.instant());
  }

  /// As [#hold], since the oldest hold that is open now began: what is asked for under any of them
  /// outlives them all.
  FileBlobStore.Hold holdWithAll() {
    synchronized (holds) {
      return hold(cutoff(Duration.ZERO));
    }
  }

  private FileBlobStore.Hold hold(Instant since) {
    Object key = new Object();
    synchronized (holds) {
      holds.put(key, since);
    }
    return () -> {
      synchronized (holds) {
        holds.remove(key);
      }
    };
  }

  /// Leases given before this have expired.
  private Instant cutoff(Duration grace) {
    Instant cutoff = clock.instant().minus(grace);
    synchronized (holds) {
      for (Instant began : holds.values()) {
        cutoff = began.isBefore(cutoff) ? began : cutoff;
      }
    }
    return cutoff;
  }

  Instant now() {
    return clock.instant();
  }

  boolean extendIf(BlobId blob, BooleanSupplier exists) {
    return touched.compute(blob, (_, _) -> exists.getAsBoolean() ? clock.instant() : null) != null;
  }

  /// Leases a blob that is about to be there.
  void extend(BlobId blob) {
    touched.put(blob, clock.instant());
  }

  /// Removes a blob; returns its size, or -1 when it stays.
  interface Removal {
    long run() throws IOException;
  }

  /// The removal's answer, or -1 when the blob is leased.
  long ifExpired(BlobId blob, Duration grace, Removal removal) throws IOException {
    if (opened.isAfter(clock.instant().minus(grace))) {
      return -1; // leases that an earlier process gave may still hold
    }
    long[] freed = {-1};
    try {
      touched.compute(
          blob,
          (_, last) -> {
            // Asked anew for each: a hold may begin, and an answer be given, while the sweep goes
            // on.
            if (last != null && !last.isBefore(cutoff(grace))) {
              return last;
            }
            try {
              freed[0] = removal.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return null;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return freed[0];
  }

  void forget(Duration grace) {
    Instant cutoff = cutoff(grace);
    touched.values().removeIf(last -> last.isBefore(cutoff));
  }
}

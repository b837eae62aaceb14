package dev.carafe.volumes.imports;

import java.util.function.Consumer;

/// Adds up how far an import is, and tells of each step in order, by one thread at a time. Safe for
/// use by many threads.
final class Tally {
  private final Consumer<ImportProgress> listener;
  private ImportProgress now;

  Tally(ImportProgress start, Consumer<ImportProgress> listener) {
    this.now = start;
    this.listener = listener;
  }

  synchronized void tell() {
    listener.accept(now);
  }

  /// So many bytes came.
  synchronized void fetched(long bytes) {
    now = new ImportProgress(now.files(), now.bytes(), now.keptBytes(), now.fetchedBytes() + bytes);
    tell();
  }

  /// So many bytes of parts need not come, being here from before.
  synchronized void kept(long bytes) {
    now = new ImportProgress(now.files(), now.bytes(), now.keptBytes() + bytes, now.fetchedBytes());
    tell();
  }

  synchronized ImportProgress now() {
    return now;
  }
}

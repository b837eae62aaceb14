package dev.carafe.client.weights;

/// Hears how far a prefetch is. Called from several threads.
public interface PrefetchListener {
  /// So many bytes of so many are in memory.
  void read(long bytes, long of);
}

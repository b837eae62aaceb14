package dev.carafe.volumes.imports;

import java.time.Instant;

/// An object as it was listed. `etag` is as the store writes it, in quotes; empty where it gives
/// none.
record BucketObject(String key, long size, String etag, Instant modified) {
  /// What changes with its content.
  String identity() {
    return etag.isEmpty() ? "modified-" + modified.toEpochMilli() : etag;
  }
}

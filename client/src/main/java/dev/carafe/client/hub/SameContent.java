package dev.carafe.client.hub;

import java.util.Optional;

/// Tells by the `ETag` of the host that sends a file's bytes whether they are all of one content.
/// Threads share it.
final class SameContent {
  private Optional<String> etag;

  SameContent(Optional<String> etag) {
    this.etag = etag;
  }

  /// For `If-Range`, which must not be a weak one.
  synchronized Optional<String> ifRange() {
    return etag.filter(tag -> tag.startsWith("\""));
  }

  /// Whether bytes with this one may stand beside those before; one that says none may.
  synchronized boolean takes(Optional<String> other) {
    if (etag.isEmpty()) {
      etag = other;
    }
    return other.isEmpty() || etag.equals(other);
  }

  /// All bytes come anew, with this one.
  synchronized void startAnew(Optional<String> other) {
    etag = other;
  }
}

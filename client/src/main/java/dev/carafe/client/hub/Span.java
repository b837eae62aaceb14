package dev.carafe.client.hub;

/// The bytes of a file from a place on, up to another one, or to the end where that is -1.
record Span(long from, long end) {
  static final Span ALL = from(0);

  static Span from(long from) {
    return new Span(from, -1);
  }

  boolean isAll() {
    return from == 0 && end < 0;
  }

  long length() {
    return end - from;
  }

  /// For the header `Range`.
  String header() {
    return end < 0 ? "bytes=%d-".formatted(from) : "bytes=%d-%d".formatted(from, end - 1);
  }
}

package dev.carafe.client.hub;

import java.util.concurrent.CountDownLatch;

/// What a [FakeHub] does wrong, once each.
public sealed interface Mischief {

  /// The connection ends after so many bytes of the body.
  record CutAfter(int bytes) implements Mischief {}

  /// After so many bytes of the body nothing comes any more.
  record StallAfter(int bytes) implements Mischief {}

  /// No file, but this status, and `Retry-After` if not empty.
  record Answer(int status, String retryAfter) implements Mischief {}

  /// As many bytes as there should be, but other ones.
  record OtherBytes() implements Mischief {}

  /// The file was changed at the host: other bytes, and another `ETag`.
  record OtherContent() implements Mischief {}

  /// More bytes than there should be.
  record TooManyBytes() implements Mischief {}

  /// The whole file, whatever part is asked for.
  record NoRanges() implements Mischief {}

  /// So many bytes more than the file has, or fewer, in what is said about it.
  record WrongSize(long more) implements Mischief {}

  /// Nothing wrong, but only when it is let go.
  record Hold(CountDownLatch came, CountDownLatch go) implements Mischief {
    /// Until so many requests are waiting at once.
    static Hold forOthers(CountDownLatch others) {
      return new Hold(others, others);
    }
  }
}

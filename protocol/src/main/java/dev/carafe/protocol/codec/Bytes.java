package dev.carafe.protocol.codec;

import dev.carafe.model.call.Payload.Encoding;

/// The two encodings.
final class Bytes {
  private Bytes() {}

  static ValueOut out(Encoding encoding) {
    return switch (encoding) {
      case CBOR -> new CborOut();
      case JSON -> new JsonOut();
    };
  }

  static ValueIn in(Encoding encoding, byte[] bytes) {
    return switch (encoding) {
      case CBOR -> new CborIn(bytes);
      case JSON -> new JsonIn(bytes);
    };
  }
}

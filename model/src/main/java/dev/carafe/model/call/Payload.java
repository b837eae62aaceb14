package dev.carafe.model.call;

import dev.carafe.model.id.BlobId;
import java.util.Arrays;

/// Encoded arguments or an encoded result. The server forwards payloads without decoding them.
public sealed interface Payload {

  /// How the bytes are to be read.
  enum Encoding {
    CBOR,
    JSON
  }

  Encoding encoding();

  /// The size in bytes.
  long size();

  /// Bytes carried in the message itself, up to 2 MiB. The array is shared, never written to.
  record Inline(Encoding encoding, byte[] bytes) implements Payload {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inline(Encoding e, byte[] b)
          && e == encoding
          && Arrays.equals(b, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Inline[%s, %d bytes]".formatted(encoding, bytes.length);
    }
  }

  /// Bytes kept as a blob.
  record Blob(Encoding encoding, BlobId blob, long size) implements Payload {}
}

package dev.carafe.agent.invoke;

import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.proto.Payload;

/// Payload messages ⇄ bytes; large ones go by blob.
final class Payloads {
  private static final int INLINE = 2 << 20;

  private final Blobs blobs;

  Payloads(Blobs blobs) {
    this.blobs = blobs;
  }

  static Encoding encoding(Payload payload) {
    return switch (payload.getEncoding()) {
      case ENCODING_CBOR -> Encoding.CBOR;
      case ENCODING_JSON -> Encoding.JSON;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "an encoding this agent does not know: " + payload.getEncodingValue());
    };
  }

  byte[] bytes(Payload payload) {
    return payload.hasBlob()
        ? blobs.download(payload.getBlob())
        : payload.getInline().toByteArray();
  }

  Payload payload(Encoding encoding, byte[] bytes) {
    Payload.Builder payload =
        Payload.newBuilder()
            .setEncoding(
                switch (encoding) {
                  case CBOR -> dev.carafe.protocol.proto.Encoding.ENCODING_CBOR;
                  case JSON -> dev.carafe.protocol.proto.Encoding.ENCODING_JSON;
                });
    return bytes.length <= INLINE
        ? payload.setInline(UnsafeByteOperations.unsafeWrap(bytes)).build()
        : payload.setBlob(blobs.upload(bytes)).build();
  }
}

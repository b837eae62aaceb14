package dev.carafe.client.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes GGUF files by hand, right or wrong.
final class GgufBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// The start of a file of version 3.
  static GgufBytes header(long tensors, long metadata) {
    return header(3, tensors, metadata);
  }

  static GgufBytes header(int version, long tensors, long metadata) {
    return new GgufBytes().raw('G', 'G', 'U', 'F').int32(version).int64(tensors).int64(metadata);
  }

  GgufBytes raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  GgufBytes raw(byte[] values) {
    bytes.writeBytes(values);
    return this;
  }

  GgufBytes int16(int value) {
    return raw(number(2).putShort((short) value).array());
  }

  GgufBytes int32(int value) {
    return raw(number(4).putInt(value).array());
  }

  GgufBytes int64(long value) {
    return raw(number(8).putLong(value).array());
  }

  private static ByteBuffer number(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  GgufBytes string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return int64(utf8.length).raw(utf8);
  }

  /// A key and the type of the value that follows.
  GgufBytes key(String name, int type) {
    return string(name).int32(type);
  }

  /// Dimensions in the order of the file: the one that varies fastest first.
  GgufBytes tensor(String name, int type, long offset, long... dimensions) {
    string(name).int32(dimensions.length);
    for (long dimension : dimensions) {
      int64(dimension);
    }
    return int32(type).int64(offset);
  }

  /// Zeros up to the next multiple.
  GgufBytes pad(int alignment) {
    while (bytes.size() % alignment != 0) {
      bytes.write(0);
    }
    return this;
  }

  byte[] array() {
    return bytes.toByteArray();
  }
}

package dev.carafe.client.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes safetensors files by hand, right or wrong.
final class SafetensorsBytes {
  private SafetensorsBytes() {}

  /// A file with this header and data.
  static byte[] file(String json, byte... data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return file(header.length, header, data);
  }

  /// A file that says its header has this length.
  static byte[] file(long length, byte[] header, byte... data) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .put(data)
        .array();
  }

  /// An entry of a header.
  static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, dtype, shape, offsets);
  }
}

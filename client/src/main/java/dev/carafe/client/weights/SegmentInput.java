package dev.carafe.client.weights;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory as a stream.
final class SegmentInput extends InputStream {
  private final MemorySegment bytes;
  private long at;

  SegmentInput(MemorySegment bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return at < bytes.byteSize() ? bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count = (int) Math.min(length, bytes.byteSize() - at);
    if (count == 0 && length > 0) {
      return -1;
    }
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, into, offset, count);
    at += count;
    return count;
  }
}

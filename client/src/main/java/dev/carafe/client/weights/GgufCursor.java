package dev.carafe.client.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the numbers and strings of a header one after the other, and never behind its end.
final class GgufCursor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// A header that goes on longer is none: the largest hold a few hundred thousand words.
  private static final long LONGEST = 256 << 20;

  private final MemorySegment bytes;
  private long at;

  GgufCursor(MemorySegment file) {
    this.bytes = file.asSlice(0, Math.min(LONGEST, file.byteSize()));
  }

  long at() {
    return at;
  }

  byte int8() throws WrongHeader {
    return bytes.get(ValueLayout.JAVA_BYTE, step(1));
  }

  short int16() throws WrongHeader {
    return bytes.get(SHORT, step(2));
  }

  int int32() throws WrongHeader {
    return bytes.get(INT, step(4));
  }

  long int64() throws WrongHeader {
    return bytes.get(LONG, step(8));
  }

  float float32() throws WrongHeader {
    return Float.intBitsToFloat(int32());
  }

  double float64() throws WrongHeader {
    return Double.longBitsToDouble(int64());
  }

  String string(String what) throws WrongHeader {
    long length = count(what, 1);
    MemorySegment text = bytes.asSlice(step(length), length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text.asByteBuffer()).toString();
    } catch (CharacterCodingException _) {
      throw new WrongHeader(what + " is not UTF-8");
    }
  }

  /// A number of things of at least so many bytes each, for which there is room.
  int count(String what, int bytesEach) throws WrongHeader {
    long count = int64();
    if (count < 0 || count > (bytes.byteSize() - at) / bytesEach) {
      throw new WrongHeader(
          "%s is said to be %s long, for which its header has no room"
              .formatted(what, Long.toUnsignedString(count)));
    }
    return (int) count;
  }

  private long step(long count) throws WrongHeader {
    if (count > bytes.byteSize() - at) {
      throw new WrongHeader(
          "its header has no end within the first %,d bytes".formatted(bytes.byteSize()));
    }
    long from = at;
    at += count;
    return from;
  }
}

package dev.carafe.protocol.codec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes CBOR (RFC 8949) with definite lengths, and RFC 8746 typed arrays in little-endian order.
/// By hand rather than by a library: a call's arguments are a few bytes, and a container's first
/// call should not wait for a hundred classes.
final class CborOut implements ValueOut {
  static final int INTEGER = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int OBJECT = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;

  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private byte[] buffer = new byte[64];
  private int length;
  private int depth;

  private byte[] room(long more) {
    long wanted = length + more;
    if (wanted > buffer.length) {
      if (wanted > LARGEST) {
        throw new Misfit("it is larger than 2 GiB; pass it in parts, or by a Volume");
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(LARGEST, Math.max(wanted, buffer.length * 2L)));
    }
    return buffer;
  }

  private void head(int major, long value) {
    byte[] to = room(9);
    int type = major << 5;
    if (value < 24) {
      to[length++] = (byte) (type | (int) value);
    } else if (value < 0x100) {
      to[length++] = (byte) (type | 24);
      to[length++] = (byte) value;
    } else if (value < 0x10000) {
      to[length++] = (byte) (type | 25);
      bigEndian(value, 2);
    } else if (value < 0x1_0000_0000L) {
      to[length++] = (byte) (type | 26);
      bigEndian(value, 4);
    } else {
      to[length++] = (byte) (type | 27);
      bigEndian(value, 8);
    }
  }

  private void bigEndian(long value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
  }

  private void simple(int value) {
    room(1)[length++] = (byte) ((SIMPLE << 5) | value);
  }

  @Override
  public void nothing() {
    simple(22);
  }

  @Override
  public void bool(boolean value) {
    simple(value ? 21 : 20);
  }

  @Override
  public void integer(long value) {
    if (value >= 0) {
      head(INTEGER, value);
    } else {
      head(NEGATIVE, ~value);
    }
  }

  @Override
  public void single(float value) {
    simple(26);
    room(4);
    bigEndian(Float.floatToRawIntBits(value), 4);
  }

  @Override
  public void real(double value) {
    simple(27);
    room(8);
    bigEndian(Double.doubleToRawLongBits(value), 8);
  }

  @Override
  public void decimal(BigDecimal value) {
    text(value.toString());
  }

  @Override
  public void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    head(TEXT, utf8.length);
    raw(utf8);
  }

  @Override
  public void bytes(byte[] value) {
    head(BYTES, value.length);
    raw(value);
  }

  private void raw(byte[] value) {
    System.arraycopy(value, 0, room(value.length), length, value.length);
    length += value.length;
  }

  @Override
  public void beginArray(int size) {
    deeper();
    head(ARRAY, size);
  }

  @Override
  public void endArray() {
    depth--;
  }

  @Override
  public void beginObject(int size) {
    deeper();
    head(OBJECT, size);
  }

  private void deeper() {
    if (++depth > MOST_DEPTH) {
      throw new Misfit("it is nested deeper than %d, or contains itself".formatted(MOST_DEPTH));
    }
  }

  @Override
  public void key(String name) {
    text(name);
  }

  @Override
  public void endObject() {
    depth--;
  }

  @Override
  public void shorts(short[] values) {
    typed(TypedArrays.SHORTS, 2L * values.length).asShortBuffer().put(values);
  }

  @Override
  public void ints(int[] values) {
    typed(TypedArrays.INTS, 4L * values.length).asIntBuffer().put(values);
  }

  @Override
  public void longs(long[] values) {
    typed(TypedArrays.LONGS, 8L * values.length).asLongBuffer().put(values);
  }

  @Override
  public void floats(float[] values) {
    typed(TypedArrays.FLOATS, 4L * values.length).asFloatBuffer().put(values);
  }

  @Override
  public void doubles(double[] values) {
    typed(TypedArrays.DOUBLES, 8L * values.length).asDoubleBuffer().put(values);
  }

  private ByteBuffer typed(int tag, long bytes) {
    head(TAG, tag);
    head(BYTES, bytes);
    ByteBuffer place =
        ByteBuffer.wrap(room(bytes), length, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    length += (int) bytes;
    return place;
  }

  @Override
  public byte[] written() {
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }
}

package dev.carafe.protocol.codec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads CBOR: all that RFC 8949 allows of the values asked for, lengths checked against the bytes
/// that are there before anything is made.
final class CborIn implements ValueIn {
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xff;
  private static final int NO_TAG = -1;

  private final byte[] bytes;
  private int at;
  private int tag = NO_TAG;
  private int depth;
  private long[] left = new long[8];

  CborIn(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Kind peek() {
    skipTags();
    int head = bytes[at] & 0xff;
    int low = head & 0x1f;
    return switch (head >> 5) {
      case CborOut.INTEGER, CborOut.NEGATIVE -> Kind.INTEGER;
      case CborOut.BYTES -> TypedArrays.isOne(tag) ? Kind.NUMBERS : Kind.BYTES;
      case CborOut.TEXT -> Kind.TEXT;
      case CborOut.ARRAY -> Kind.ARRAY;
      case CborOut.OBJECT -> Kind.OBJECT;
      default ->
          switch (low) {
            case 20, 21 -> Kind.BOOL;
            case 22, 23 -> Kind.NOTHING;
            case 25, 26, 27 -> Kind.REAL;
            default -> throw broken();
          };
    };
  }

  private void skipTags() {
    while (at < bytes.length && (bytes[at] & 0xff) >> 5 == CborOut.TAG) {
      tag = (int) Math.min(Integer.MAX_VALUE, argument());
    }
    if (at >= bytes.length) {
      throw broken();
    }
  }

  private int expect(Kind kind) {
    Kind found = peek();
    if (found != kind) {
      throw unlike(kind, found);
    }
    tag = NO_TAG;
    return bytes[at] & 0xff;
  }

  private static Misfit unlike(Kind wanted, Kind found) {
    return new Misfit("expected %s, found %s".formatted(wanted.words(), found.words()));
  }

  private static Misfit broken() {
    return new Misfit("the bytes are cut short or are no CBOR");
  }

  /// The number in a head, which is read past; lengths are checked by who asks.
  private long argument() {
    int low = bytes[at++] & 0x1f;
    if (low < 24) {
      return low;
    }
    if (low > 27) {
      throw broken();
    }
    int size = 1 << (low - 24);
    long value = number(size);
    if (value < 0) {
      throw new Misfit("a number is larger than a long");
    }
    return value;
  }

  private long number(int size) {
    if (size > bytes.length - at) {
      throw broken();
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    return value;
  }

  @Override
  public void nothing() {
    expect(Kind.NOTHING);
    at++;
  }

  @Override
  public boolean bool() {
    int head = expect(Kind.BOOL);
    at++;
    return (head & 0x1f) == 21;
  }

  @Override
  public long integer() {
    Kind kind = peek();
    if (kind == Kind.REAL) {
      return whole(real());
    }
    int head = expect(Kind.INTEGER);
    long value = argument();
    return head >> 5 == CborOut.NEGATIVE ? ~value : value;
  }

  static long whole(double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new Misfit("expected a whole number, found " + value);
    }
    return (long) value;
  }

  @Override
  public double real() {
    if (peek() == Kind.INTEGER) {
      return integer();
    }
    int head = expect(Kind.REAL);
    at++;
    return switch (head & 0x1f) {
      case 25 -> Float.float16ToFloat((short) number(2));
      case 26 -> Float.intBitsToFloat((int) number(4));
      default -> Double.longBitsToDouble(number(8));
    };
  }

  @Override
  public BigDecimal decimal() {
    return switch (peek()) {
      case TEXT -> Numbers.decimal(text());
      case INTEGER -> BigDecimal.valueOf(integer());
      default -> Numbers.decimal(real());
    };
  }

  @Override
  public String text() {
    expect(Kind.TEXT);
    if ((bytes[at] & 0x1f) == INDEFINITE) {
      return new String(chunks(CborOut.TEXT), StandardCharsets.UTF_8);
    }
    int length = length(1);
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  @Override
  public byte[] bytes() {
    expect(Kind.BYTES);
    if ((bytes[at] & 0x1f) == INDEFINITE) {
      return chunks(CborOut.BYTES);
    }
    int length = length(1);
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  private byte[] chunks(int major) {
    at++;
    byte[] all = new byte[0];
    while (at < bytes.length && (bytes[at] & 0xff) != BREAK) {
      if ((bytes[at] & 0xff) >> 5 != major || (bytes[at] & 0x1f) == INDEFINITE) {
        throw broken();
      }
      int length = length(1);
      int before = all.length;
      all = Arrays.copyOf(all, before + length);
      System.arraycopy(bytes, at, all, before, length);
      at += length;
    }
    if (at++ >= bytes.length) {
      throw broken();
    }
    return all;
  }

  /// A count of things of at least `size` bytes each, which must be there.
  private int length(int size) {
    long count = argument();
    if (count > (bytes.length - at) / size) {
      throw broken();
    }
    return (int) count;
  }

  @Override
  public int beginArray() {
    expect(Kind.ARRAY);
    return begin(1);
  }

  @Override
  public int beginObject() {
    expect(Kind.OBJECT);
    return begin(2);
  }

  private int begin(int size) {
    if (depth >= ValueOut.MOST_DEPTH) {
      throw new Misfit("it is nested deeper than " + ValueOut.MOST_DEPTH);
    }
    if (depth == left.length) {
      left = Arrays.copyOf(left, depth * 2);
    }
    if ((bytes[at] & 0x1f) == INDEFINITE) {
      at++;
      left[depth++] = -1;
      return 0;
    }
    int count = length(size);
    left[depth++] = count;
    return count;
  }

  @Override
  public boolean more() {
    long count = left[depth - 1];
    boolean more = count < 0 ? !broke() : count > 0;
    if (more) {
      left[depth - 1] = count < 0 ? count : count - 1;
    } else {
      depth--;
    }
    return more;
  }

  private boolean broke() {
    if (at >= bytes.length) {
      throw broken();
    }
    boolean broke = (bytes[at] & 0xff) == BREAK;
    at += broke ? 1 : 0;
    return broke;
  }

  @Override
  public String key() {
    return text();
  }

  @Override
  public void skip() {
    switch (peek()) {
      case NOTHING -> nothing();
      case BOOL -> {
        var _ = bool();
      }
      case INTEGER -> {
        var _ = integer();
      }
      case REAL -> {
        var _ = real();
      }
      case TEXT -> {
        var _ = text();
      }
      case BYTES -> {
        var _ = bytes();
      }
      case NUMBERS -> {
        tag = NO_TAG;
        int length = length(1);
        at += length;
      }
      case ARRAY -> {
        var _ = beginArray();
        while (more()) {
          skip();
        }
      }
      case OBJECT -> {
        var _ = beginObject();
        while (more()) {
          skip();
          skip();
        }
      }
    }
  }

  @Override
  public short[] shorts() {
    if (peek() == Kind.ARRAY) {
      return Numbers.shorts(this);
    }
    ByteBuffer from = typed(TypedArrays.SHORTS, 2);
    short[] values = new short[from.remaining() / 2];
    from.asShortBuffer().get(values);
    return values;
  }

  @Override
  public int[] ints() {
    if (peek() == Kind.ARRAY) {
      return Numbers.ints(this);
    }
    ByteBuffer from = typed(TypedArrays.INTS, 4);
    int[] values = new int[from.remaining() / 4];
    from.asIntBuffer().get(values);
    return values;
  }

  @Override
  public long[] longs() {
    if (peek() == Kind.ARRAY) {
      return Numbers.longs(this);
    }
    ByteBuffer from = typed(TypedArrays.LONGS, 8);
    long[] values = new long[from.remaining() / 8];
    from.asLongBuffer().get(values);
    return values;
  }

  @Override
  public float[] floats() {
    if (peek() == Kind.ARRAY) {
      return Numbers.floats(this);
    }
    ByteBuffer from = typed(TypedArrays.FLOATS, 4);
    float[] values = new float[from.remaining() / 4];
    from.asFloatBuffer().get(values);
    return values;
  }

  @Override
  public double[] doubles() {
    if (peek() == Kind.ARRAY) {
      return Numbers.doubles(this);
    }
    ByteBuffer from = typed(TypedArrays.DOUBLES, 8);
    double[] values = new double[from.remaining() / 8];
    from.asDoubleBuffer().get(values);
    return values;
  }

  private ByteBuffer typed(int littleEndian, int size) {
    Kind found = peek();
    if (found != Kind.NUMBERS) {
      throw unlike(Kind.NUMBERS, found);
    }
    if (tag != littleEndian && tag != littleEndian + TypedArrays.BIG_ENDIAN) {
      throw new Misfit("the array holds numbers of another type (CBOR tag %d)".formatted(tag));
    }
    ByteOrder order = tag == littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    tag = NO_TAG;
    int length = length(1);
    if (length % size != 0) {
      throw broken();
    }
    ByteBuffer part = ByteBuffer.wrap(bytes, at, length).order(order);
    at += length;
    return part;
  }

  /// Writes the value that comes next elsewhere, as it is, with no type to say what it should be.
  void retell(ValueOut out) {
    switch (peek()) {
      case NOTHING -> {
        nothing();
        out.nothing();
      }
      case BOOL -> out.bool(bool());
      case INTEGER -> out.integer(integer());
      case REAL -> retellReal(out);
      case TEXT -> out.text(text());
      case BYTES -> out.bytes(bytes());
      case NUMBERS -> retellNumbers(out);
      case ARRAY -> {
        out.beginArray(beginArray());
        while (more()) {
          retell(out);
        }
        out.endArray();
      }
      case OBJECT -> {
        out.beginObject(beginObject());
        while (more()) {
          out.key(key());
          retell(out);
        }
        out.endObject();
      }
    }
  }

  /// A float stays one: as a double it would show digits that nobody wrote.
  private void retellReal(ValueOut out) {
    boolean single = (bytes[at] & 0x1f) < 27;
    double value = real();
    if (single) {
      out.single((float) value);
    } else {
      out.real(value);
    }
  }

  private void retellNumbers(ValueOut out) {
    switch (tag) {
      case TypedArrays.SHORTS, TypedArrays.SHORTS + TypedArrays.BIG_ENDIAN -> out.shorts(shorts());
      case TypedArrays.INTS, TypedArrays.INTS + TypedArrays.BIG_ENDIAN -> out.ints(ints());
      case TypedArrays.LONGS, TypedArrays.LONGS + TypedArrays.BIG_ENDIAN -> out.longs(longs());
      case TypedArrays.FLOATS, TypedArrays.FLOATS + TypedArrays.BIG_ENDIAN -> out.floats(floats());
      case TypedArrays.DOUBLES, TypedArrays.DOUBLES + TypedArrays.BIG_ENDIAN ->
          out.doubles(doubles());
      default ->
          throw new Misfit("the array holds numbers of another type (CBOR tag %d)".formatted(tag));
    }
  }

  @Override
  public void end() {
    if (at != bytes.length) {
      throw new Misfit("%d bytes follow the value".formatted(bytes.length - at));
    }
  }
}

package dev.carafe.protocol.codec;

/// Tags of RFC 8746 for arrays of numbers, little-endian as written here. The big-endian tag of the
/// same numbers is four less, and is read as well.
final class TypedArrays {
  static final int SHORTS = 77;
  static final int INTS = 78;
  static final int LONGS = 79;
  static final int FLOATS = 85;
  static final int DOUBLES = 86;
  static final int FIRST = 64;
  static final int LAST = 87;
  static final int BIG_ENDIAN = -4;

  private TypedArrays() {}

  static boolean isOne(long tag) {
    return tag >= FIRST && tag <= LAST;
  }
}

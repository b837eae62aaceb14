package dev.carafe.protocol.codec;

import java.math.BigDecimal;

/// Gives one value, part by part. What is not there as asked for is a [Misfit]. For one thread.
interface ValueIn {
  /// What comes next.
  enum Kind {
    NOTHING("null"),
    BOOL("a boolean"),
    INTEGER("a whole number"),
    REAL("a number"),
    TEXT("a text"),
    BYTES("bytes"),
    ARRAY("an array"),
    OBJECT("an object"),
    NUMBERS("an array of numbers");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Kind peek();

  void nothing();

  boolean bool();

  long integer();

  double real();

  BigDecimal decimal();

  String text();

  byte[] bytes();

  /// Enters an array; gives a hint of its size that is no more than the bytes can hold.
  int beginArray();

  /// Enters an object; a hint as with arrays.
  int beginObject();

  /// Whether the array or object has more; leaves it when not.
  boolean more();

  String key();

  void skip();

  short[] shorts();

  int[] ints();

  long[] longs();

  float[] floats();

  double[] doubles();

  /// Refuses what follows the value.
  void end();
}

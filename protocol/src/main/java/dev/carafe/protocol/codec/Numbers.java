package dev.carafe.protocol.codec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// Numbers within their ranges, and arrays of them item by item.
final class Numbers {
  private static final int MOST_DIGITS = 10_000;

  private Numbers() {}

  static long within(long value, long least, long most, String type) {
    if (value < least || value > most) {
      throw new Misfit("%d is out of the range of %s".formatted(value, type));
    }
    return value;
  }

  static int integer(ValueIn in) {
    return (int) within(in.integer(), Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  static BigDecimal decimal(String text) {
    // what a huge exponent costs comes later, in toBigInteger and the like
    if (text.length() > MOST_DIGITS) {
      throw new Misfit("a number has more than %d digits".formatted(MOST_DIGITS));
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Misfit("expected a number, found \"%s\"".formatted(text), e);
    }
  }

  static BigDecimal decimal(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new Misfit("expected a finite number, found " + value);
    }
    return BigDecimal.valueOf(value);
  }

  static short[] shorts(ValueIn in) {
    long[] all = longs(in, v -> within(v, Short.MIN_VALUE, Short.MAX_VALUE, "short"));
    short[] values = new short[all.length];
    for (int i = 0; i < all.length; i++) {
      values[i] = (short) all[i];
    }
    return values;
  }

  static int[] ints(ValueIn in) {
    long[] all = longs(in, v -> within(v, Integer.MIN_VALUE, Integer.MAX_VALUE, "int"));
    int[] values = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      values[i] = (int) all[i];
    }
    return values;
  }

  static long[] longs(ValueIn in) {
    return longs(in, v -> v);
  }

  private static long[] longs(ValueIn in, LongUnaryOperator check) {
    long[] values = new long[in.beginArray()];
    int count = 0;
    while (in.more()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.max(8, count * 2));
      }
      try {
        values[count] = check.applyAsLong(in.integer());
      } catch (Misfit e) {
        throw e.at("[" + count + "]");
      }
      count++;
    }
    return Arrays.copyOf(values, count);
  }

  static float[] floats(ValueIn in) {
    double[] all = doubles(in);
    float[] values = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      values[i] = (float) all[i];
    }
    return values;
  }

  static double[] doubles(ValueIn in) {
    double[] values = new double[in.beginArray()];
    int count = 0;
    while (in.more()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.max(8, count * 2));
      }
      try {
        values[count] = in.real();
      } catch (Misfit e) {
        throw e.at("[" + count + "]");
      }
      count++;
    }
    return Arrays.copyOf(values, count);
  }
}

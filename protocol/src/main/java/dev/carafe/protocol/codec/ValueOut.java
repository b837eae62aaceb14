package dev.carafe.protocol.codec;

import java.math.BigDecimal;

/// Takes one value, part by part. For one thread.
interface ValueOut {
  /// Values within values, at most. A value that contains itself ends here.
  int MOST_DEPTH = 256;

  void nothing();

  void bool(boolean value);

  void integer(long value);

  void single(float value);

  void real(double value);

  void decimal(BigDecimal value);

  void text(String value);

  void bytes(byte[] value);

  void beginArray(int size);

  void endArray();

  void beginObject(int size);

  void key(String name);

  void endObject();

  void shorts(short[] values);

  void ints(int[] values);

  void longs(long[] values);

  void floats(float[] values);

  void doubles(double[] values);

  /// All of it, once the value is complete.
  byte[] written();
}

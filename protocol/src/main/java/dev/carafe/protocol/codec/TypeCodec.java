package dev.carafe.protocol.codec;

import org.jspecify.annotations.Nullable;

/// Writes and reads the values of one type. Threads share it.
interface TypeCodec {
  /// Writes a value that is not null.
  void write(ValueOut out, Object value);

  /// Reads a value where there is one, not null.
  Object read(ValueIn in);

  /// What null, or nothing, is read as; a [Misfit] if the type has no such value.
  default @Nullable Object absent() {
    return null;
  }

  /// Whether every value is written as a text: then one on a command line needs no quotes.
  default boolean isText() {
    return false;
  }

  /// Whether a value can be the key of an object.
  default boolean isKey() {
    return isText();
  }

  /// The text of a key.
  default String toText(Object value) {
    throw new IllegalStateException("not written as text: " + value.getClass());
  }

  /// The value of a key's text.
  default Object fromText(String text) {
    throw new IllegalStateException("not read from text");
  }

  default void writeAny(ValueOut out, @Nullable Object value) {
    if (value == null) {
      out.nothing();
    } else {
      write(out, value);
    }
  }

  default @Nullable Object readAny(ValueIn in) {
    if (in.peek() == ValueIn.Kind.NOTHING) {
      in.nothing();
      return absent();
    }
    return read(in);
  }
}

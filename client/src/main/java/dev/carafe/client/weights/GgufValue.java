package dev.carafe.client.weights;

import java.util.List;

/// One metadata value of a GGUF file.
public sealed interface GgufValue {

  /// A string.
  record Text(String value) implements GgufValue {}

  /// An integer of up to 64 bits. One without a sign that is over `Long.MAX_VALUE` is negative
  /// here: `Long.toUnsignedString`.
  record Whole(long value) implements GgufValue {}

  /// A 32-bit or 64-bit floating-point number.
  record Real(double value) implements GgufValue {}

  /// True or false.
  record Flag(boolean value) implements GgufValue {}

  /// Values of one kind, like the words of a tokenizer.
  record Array(List<GgufValue> values) implements GgufValue {
    public Array {
      values = List.copyOf(values);
    }
  }
}

package dev.carafe.client.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the metadata of a GGUF file.
final class GgufMetadata {
  /// A key's length and the type of its value, and a byte of it.
  static final int SMALLEST = 8 + 4 + 1;

  private static final int DEPTH = 8;
  private static final int MOST_VALUES = 4_000_000;

  private final GgufCursor in;
  private int values;

  GgufMetadata(GgufCursor in) {
    this.in = in;
  }

  Map<String, GgufValue> read(int count) throws WrongHeader {
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.string("a key");
      String shown = TensorEntry.shown(key);
      if (metadata.put(key, value(shown, in.int32(), 0)) != null) {
        throw new WrongHeader("the key %s comes twice".formatted(shown));
      }
    }
    return metadata;
  }

  private GgufValue value(String key, int type, int depth) throws WrongHeader {
    if (++values > MOST_VALUES) {
      throw new WrongHeader("it has more than %,d values of metadata".formatted(MOST_VALUES));
    }
    return switch (type) {
      case 0 -> new GgufValue.Whole(Byte.toUnsignedLong(in.int8()));
      case 1 -> new GgufValue.Whole(in.int8());
      case 2 -> new GgufValue.Whole(Short.toUnsignedLong(in.int16()));
      case 3 -> new GgufValue.Whole(in.int16());
      case 4 -> new GgufValue.Whole(Integer.toUnsignedLong(in.int32()));
      case 5 -> new GgufValue.Whole(in.int32());
      case 6 -> new GgufValue.Real(in.float32());
      case 7 -> flag(key);
      case 8 -> new GgufValue.Text(in.string("the value of " + key));
      case 9 -> array(key, depth);
      case 10, 11 -> new GgufValue.Whole(in.int64());
      case 12 -> new GgufValue.Real(in.float64());
      default ->
          throw new WrongHeader(
              "the value of %s is of the unknown type %s"
                  .formatted(key, Integer.toUnsignedString(type)));
    };
  }

  private GgufValue flag(String key) throws WrongHeader {
    byte value = in.int8();
    if (value != 0 && value != 1) {
      throw new WrongHeader("the value of %s is neither true nor false".formatted(key));
    }
    return new GgufValue.Flag(value == 1);
  }

  private GgufValue array(String key, int depth) throws WrongHeader {
    if (depth == DEPTH) {
      throw new WrongHeader("the arrays of %s lie more than %d deep".formatted(key, DEPTH));
    }
    int type = in.int32();
    int count = in.count("the array of " + key, 1);
    List<GgufValue> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(value(key, type, depth + 1));
    }
    return new GgufValue.Array(elements);
  }
}

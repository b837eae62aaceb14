package dev.carafe.client.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The header of a GGUF file, checked: tensors lie one after the other, each at the next multiple
/// of the alignment, and within the file.
record GgufHeader(
    int version, Map<String, GgufValue> metadata, List<TensorEntry> tensors, long dataStart) {
  static final String FORMAT = "GGUF";

  private static final int MAGIC = 0x46554747;
  private static final int DIMENSIONS = 4;
  private static final String ALIGNMENT = "general.alignment";
  private static final int DEFAULT_ALIGNMENT = 32;

  /// A name's length, the number of dimensions, the type and the offset.
  private static final int SMALLEST = 8 + 4 + 4 + 8;

  GgufHeader {
    tensors = List.copyOf(tensors);
  }

  static GgufHeader read(MappedFile file) {
    GgufCursor in = new GgufCursor(file.bytes());
    try {
      if (file.size() < Integer.BYTES || in.int32() != MAGIC) {
        throw foreign(file);
      }
      return parse(file, in);
    } catch (WrongHeader e) {
      throw file.broken(FORMAT, e.why());
    }
  }

  private static WeightsException foreign(MappedFile file) {
    byte[] head = file.head(ForeignFormat.LOOKED_AT);
    boolean safetensors = head.length > 8 && head[8] == '{' && head[7] == 0;
    Optional<String> sentence =
        safetensors
            ? Optional.of("It is a safetensors file. Open it with Weights.map(path).")
            : ForeignFormat.of(head).map(ForeignFormat::sentence);
    return sentence
        .map(it -> new WeightsException("%s is no GGUF file. %s".formatted(file.path(), it)))
        .orElseGet(() -> file.broken(FORMAT, "it does not start with GGUF"));
  }

  private static GgufHeader parse(MappedFile file, GgufCursor in) throws WrongHeader {
    int version = version(in.int32());
    int tensorCount = in.count("the list of tensors", SMALLEST);
    Map<String, GgufValue> metadata =
        new GgufMetadata(in).read(in.count("the metadata", GgufMetadata.SMALLEST));
    List<TensorEntry> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tensorCount; i++) {
      TensorEntry tensor = tensor(in);
      if (!names.add(tensor.name())) {
        throw new WrongHeader("the tensor %s comes twice".formatted(tensor.shown()));
      }
      tensors.add(tensor);
    }
    long alignment = alignment(metadata);
    long dataStart = DataLayout.aligned(in.at(), alignment);
    return new GgufHeader(
        version,
        metadata,
        DataLayout.padded(tensors, file.size() - dataStart, alignment),
        dataStart);
  }

  private static int version(int version) throws WrongHeader {
    if (version == 2 || version == 3) {
      return version;
    }
    int swapped = Integer.reverseBytes(version);
    throw new WrongHeader(
        swapped > 0 && swapped < 10
            ? "it is big-endian. Convert it to little-endian, or take the usual file"
            : "it is of version %s, and 2 and 3 are known"
                .formatted(Integer.toUnsignedString(version)));
  }

  private static TensorEntry tensor(GgufCursor in) throws WrongHeader {
    String name = in.string("the name of a tensor");
    String shown = TensorEntry.shown(name);
    int dimensions = in.int32();
    if (dimensions < 0 || dimensions > DIMENSIONS) {
      throw new WrongHeader(
          "the tensor %s has %s dimensions, and %d are the limit"
              .formatted(shown, Integer.toUnsignedString(dimensions), DIMENSIONS));
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      shape.addFirst(size(shown, in.int64())); // the file names the one that varies fastest first
    }
    int number = in.int32();
    DType dtype =
        GgmlTypes.of(number)
            .orElseThrow(
                () ->
                    new WrongHeader(
                        "the tensor %s is of the unknown type %s"
                            .formatted(shown, Integer.toUnsignedString(number))));
    if (!shape.isEmpty() && shape.getLast() % dtype.blockElements() != 0) {
      throw new WrongHeader(
          "the rows of the tensor %s, %s %s, are no whole blocks of %d"
              .formatted(shown, dtype, shape, dtype.blockElements()));
    }
    return DataLayout.placed(name, dtype, shape, size(shown, in.int64()));
  }

  private static long size(String tensor, long value) throws WrongHeader {
    if (value < 0) {
      throw new WrongHeader(
          "the tensor %s has a size or an offset of %s"
              .formatted(tensor, Long.toUnsignedString(value)));
    }
    return value;
  }

  private static long alignment(Map<String, GgufValue> metadata) throws WrongHeader {
    GgufValue value = metadata.getOrDefault(ALIGNMENT, new GgufValue.Whole(DEFAULT_ALIGNMENT));
    if (value instanceof GgufValue.Whole whole
        && whole.value() > 0
        && whole.value() <= Integer.MAX_VALUE
        && Long.bitCount(whole.value()) == 1) {
      return whole.value();
    }
    throw new WrongHeader(
        "%s is no power of two: %s"
            .formatted(ALIGNMENT, value instanceof GgufValue.Whole(long is) ? is : value));
  }
}

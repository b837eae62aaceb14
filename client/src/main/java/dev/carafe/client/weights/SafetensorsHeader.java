package dev.carafe.client.weights;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The header of a safetensors file, checked: each tensor has the bytes that its shape takes, and
/// they lie one after the other, from the header to the end of the file.
record SafetensorsHeader(Map<String, String> metadata, List<TensorEntry> tensors, long dataStart) {
  static final String FORMAT = "safetensors";
  static final String METADATA = "__metadata__";

  /// What the format calls by these names.
  static final Set<DType> DTYPES = EnumSet.range(DType.BOOL, DType.C64);

  private static final int LENGTH_BYTES = 8;
  private static final long LONGEST = 100_000_000;
  private static final int DIMENSIONS = 64;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  SafetensorsHeader {
    metadata = Map.copyOf(metadata);
    tensors = List.copyOf(tensors);
  }

  static SafetensorsHeader read(MappedFile file) {
    long length = length(file);
    try {
      return parse(file, length);
    } catch (WrongHeader e) {
      throw file.broken(FORMAT, e.why());
    }
  }

  /// The length of the JSON. Throws where the file is another's, or the length cannot be.
  private static long length(MappedFile file) {
    boolean started =
        file.size() > LENGTH_BYTES && file.bytes().get(ValueLayout.JAVA_BYTE, LENGTH_BYTES) == '{';
    long length = started ? file.bytes().get(LENGTH, 0) : -1;
    if (started && length >= 2 && length <= Math.min(LONGEST, file.size() - LENGTH_BYTES)) {
      return length;
    }
    Optional<ForeignFormat> foreign = ForeignFormat.of(file.head(ForeignFormat.LOOKED_AT));
    if (foreign.isPresent()) {
      throw new WeightsException(
          "%s is no safetensors file. %s".formatted(file.path(), foreign.get().sentence()));
    }
    throw file.broken(FORMAT, complaint(file, started, length));
  }

  private static String complaint(MappedFile file, boolean started, long length) {
    if (file.size() <= LENGTH_BYTES) {
      return "it has %d bytes, and a header takes 10".formatted(file.size());
    }
    if (!started) {
      return "its header does not start with {";
    }
    return length >= 0 && length <= LONGEST
        ? "its header is said to be %,d bytes, and only %,d follow"
            .formatted(length, file.size() - LENGTH_BYTES)
        : "its header is said to be %s bytes, and 100 MB are the limit"
            .formatted(Long.toUnsignedString(length));
  }

  private static SafetensorsHeader parse(MappedFile file, long length) throws WrongHeader {
    List<TensorEntry> tensors = new ArrayList<>();
    List<Map<String, String>> metadata = new ArrayList<>();
    HeaderJson.object(
        file.bytes().asSlice(LENGTH_BYTES, length),
        (name, json) -> {
          if (name.equals(METADATA)) {
            metadata.add(json.strings(METADATA));
          } else {
            tensors.add(tensor(name, json));
          }
        });
    long dataStart = LENGTH_BYTES + length;
    return new SafetensorsHeader(
        metadata.isEmpty() ? Map.of() : metadata.getFirst(),
        DataLayout.gapless(tensors, file.size() - dataStart),
        dataStart);
  }

  private static TensorEntry tensor(String name, HeaderJson json) throws IOException, WrongHeader {
    String shown = TensorEntry.shown(name);
    List<DType> dtype = new ArrayList<>();
    List<List<Long>> shape = new ArrayList<>();
    List<List<Long>> offsets = new ArrayList<>();
    json.fields(
        "the tensor " + shown,
        (key, _) -> {
          switch (key) {
            case "dtype" -> dtype.add(dtype(shown, json.string("the dtype of " + shown)));
            case "shape" -> shape.add(json.numbers("the shape of " + shown, DIMENSIONS));
            case "data_offsets" -> offsets.add(json.numbers("data_offsets of " + shown, 2));
            default -> json.skip();
          }
        });
    if (dtype.isEmpty() || shape.isEmpty() || offsets.isEmpty() || offsets.getFirst().size() < 2) {
      throw new WrongHeader(
          "the tensor %s lacks one of dtype, shape and two data_offsets".formatted(shown));
    }
    return new TensorEntry(
        name,
        dtype.getFirst(),
        shape.getFirst(),
        offsets.getFirst().getFirst(),
        offsets.getFirst().getLast());
  }

  private static DType dtype(String tensor, String name) throws WrongHeader {
    return DTYPES.stream()
        .filter(dtype -> dtype.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongHeader(
                    "the tensor %s is of the unknown dtype %s; known are %s"
                        .formatted(tensor, TensorEntry.shown(name), DTYPES)));
  }
}

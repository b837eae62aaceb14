package dev.carafe.client.weights;

import java.util.Comparator;
import java.util.List;

/// Whether what a header says of tensors fits the bytes that follow it.
final class DataLayout {
  private static final Comparator<TensorEntry> ORDER =
      Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end);

  private DataLayout() {}

  /// The tensors in the order of their bytes, which are all of the `size`, none of them twice.
  static List<TensorEntry> gapless(List<TensorEntry> tensors, long size) throws WrongHeader {
    List<TensorEntry> sorted = tensors.stream().sorted(ORDER).toList();
    long at = 0;
    for (TensorEntry tensor : sorted) {
      fits(tensor, size);
      if (tensor.begin() != at) {
        throw new WrongHeader(
            tensor.begin() < at
                ? "the tensor %s overlaps the one before it".formatted(tensor.shown())
                : "there is a hole of %,d bytes before the tensor %s"
                    .formatted(tensor.begin() - at, tensor.shown()));
      }
      at = tensor.end();
    }
    if (at != size) {
      throw new WrongHeader(
          "%,d bytes follow the last tensor, which belong to none".formatted(size - at));
    }
    return sorted;
  }

  /// The tensors in the order of their bytes, each at the next multiple of the alignment.
  static List<TensorEntry> padded(List<TensorEntry> tensors, long size, long alignment)
      throws WrongHeader {
    List<TensorEntry> sorted = tensors.stream().sorted(ORDER).toList();
    long at = 0;
    for (TensorEntry tensor : sorted) {
      fits(tensor, size);
      if (tensor.begin() != at) {
        throw new WrongHeader(
            "the tensor %s starts at %,d, and the next place is %,d"
                .formatted(tensor.shown(), tensor.begin(), at));
      }
      at = aligned(tensor.end(), alignment);
    }
    return sorted;
  }

  /// The first multiple of `alignment`, a power of two, from `at` on.
  static long aligned(long at, long alignment) {
    return (at + alignment - 1) & -alignment;
  }

  /// An entry of a format that tells where a tensor begins, and its size by its shape alone.
  static TensorEntry placed(String name, DType dtype, List<Long> shape, long begin)
      throws WrongHeader {
    TensorEntry start = new TensorEntry(name, dtype, shape, begin, begin);
    long bytes = bytes(start);
    if (bytes > Long.MAX_VALUE - begin) {
      throw new WrongHeader("the tensor %s ends nowhere".formatted(start.shown()));
    }
    return new TensorEntry(name, dtype, shape, begin, begin + bytes);
  }

  private static void fits(TensorEntry tensor, long size) throws WrongHeader {
    if (tensor.begin() > tensor.end()) {
      throw new WrongHeader("the tensor %s ends before it begins".formatted(tensor.shown()));
    }
    long bytes = bytes(tensor);
    if (tensor.end() - tensor.begin() != bytes) {
      throw new WrongHeader(
          "the tensor %s, %s %s, takes %,d bytes, and its data_offsets are %,d apart"
              .formatted(
                  tensor.shown(),
                  tensor.dtype(),
                  tensor.shape(),
                  bytes,
                  tensor.end() - tensor.begin()));
    }
    if (tensor.end() > size) {
      throw new WrongHeader(
          "the tensor %s ends %,d bytes behind the end of the file, which was cut"
              .formatted(tensor.shown(), tensor.end() - size));
    }
  }

  /// The bytes that its shape takes.
  private static long bytes(TensorEntry tensor) throws WrongHeader {
    try {
      return tensor.bytes();
    } catch (ArithmeticException e) {
      throw new WrongHeader(
          "the tensor %s, %s %s, has no size: %s"
              .formatted(tensor.shown(), tensor.dtype(), tensor.shape(), e.getMessage()));
    }
  }
}

package dev.carafe.client.weights;

import java.util.Comparator;
import java.util.List;

/// Whether what a header says of tensors fits the bytes that follow it.
final class DataLayout {
  private DataLayout() {}

  /// The tensors in the order of their bytes, which are all of the `size`, none of them twice.
  static List<TensorEntry> gapless(List<TensorEntry> tensors, long size) throws HeaderJson.Wrong {
    List<TensorEntry> sorted =
        tensors.stream()
            .sorted(
                Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
            .toList();
    long at = 0;
    for (TensorEntry tensor : sorted) {
      fits(tensor, size);
      if (tensor.begin() != at) {
        throw new HeaderJson.Wrong(
            tensor.begin() < at
                ? "the tensor %s overlaps the one before it".formatted(tensor.shown())
                : "there is a hole of %,d bytes before the tensor %s"
                    .formatted(tensor.begin() - at, tensor.shown()));
      }
      at = tensor.end();
    }
    if (at != size) {
      throw new HeaderJson.Wrong(
          "%,d bytes follow the last tensor, which belong to none".formatted(size - at));
    }
    return sorted;
  }

  private static void fits(TensorEntry tensor, long size) throws HeaderJson.Wrong {
    if (tensor.begin() > tensor.end()) {
      throw new HeaderJson.Wrong("the tensor %s ends before it begins".formatted(tensor.shown()));
    }
    long bytes = bytes(tensor);
    if (tensor.end() - tensor.begin() != bytes) {
      throw new HeaderJson.Wrong(
          "the tensor %s, %s %s, takes %,d bytes, and its data_offsets are %,d apart"
              .formatted(
                  tensor.shown(),
                  tensor.dtype(),
                  tensor.shape(),
                  bytes,
                  tensor.end() - tensor.begin()));
    }
    if (tensor.end() > size) {
      throw new HeaderJson.Wrong(
          "the tensor %s ends %,d bytes behind the end of the file, which was cut"
              .formatted(tensor.shown(), tensor.end() - size));
    }
  }

  /// The bytes that its shape takes.
  static long bytes(TensorEntry tensor) throws HeaderJson.Wrong {
    try {
      return tensor.bytes();
    } catch (ArithmeticException e) {
      throw new HeaderJson.Wrong(
          "the tensor %s, %s %s, has no size: %s"
              .formatted(tensor.shown(), tensor.dtype(), tensor.shape(), e.getMessage()));
    }
  }
}

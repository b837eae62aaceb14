package dev.carafe.client.weights;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A named tensor over mapped memory: read-only, little-endian, in rows (the last dimension varies
/// fastest), and not necessarily aligned. Threads may share it, until its file is closed.
///
/// One number of an `F32` tensor is
/// `segment().getAtIndex(JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN), i)`.
public record Tensor(String name, DType dtype, List<Long> shape, MemorySegment segment) {
  public Tensor {
    shape = List.copyOf(shape);
    long bytes = dtype.bytes(elements(shape));
    if (segment.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "The tensor %s, %s %s, is %d bytes, not %d"
              .formatted(name, dtype, shape, bytes, segment.byteSize()));
    }
  }

  /// How many elements it has: one without dimensions.
  public long elements() {
    return elements(shape);
  }

  /// All elements, copied and converted: of `F32`, `F16`, `BF16` exactly, of `F64` rounded.
  public float[] toFloats() {
    long elements = elements();
    if (elements > Integer.MAX_VALUE - 8) {
      throw new WeightsException(
          "The tensor %s has %,d elements, more than an array holds. Take it in parts:"
                  .formatted(name, elements)
              + " toFloats(first, count), or read segment().");
    }
    return toFloats(0, (int) elements);
  }

  /// So many elements from `first` on, converted likewise: a row of a table, for instance.
  public float[] toFloats(long first, int count) {
    if (first < 0 || count < 0 || first > elements() - count) {
      throw new WeightsException(
          "The tensor %s has %,d elements: there are not %,d from %,d on."
              .formatted(name, elements(), count, first));
    }
    return Floats.of(this, first, count);
  }

  /// The product. Throws an [ArithmeticException] where a `long` does not hold it.
  static long elements(List<Long> shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new ArithmeticException("a dimension is negative: " + size);
      }
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}

package dev.carafe.client.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Elements of a tensor as floats.
final class Floats {
  static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort F16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  static float[] of(Tensor tensor, long first, int count) {
    int size = convertible(tensor);
    float[] floats = new float[count];
    MemorySegment from = tensor.segment().asSlice(first * size, (long) count * size);
    switch (tensor.dtype()) {
      case F32 -> MemorySegment.copy(from, F32, 0, floats, 0, count);
      case F16 -> {
        for (int i = 0; i < count; i++) {
          floats[i] = Float.float16ToFloat(from.getAtIndex(F16, i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          floats[i] = Float.intBitsToFloat(from.getAtIndex(F16, i) << 16);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          floats[i] = (float) from.getAtIndex(F64, i);
        }
      }
    }
    return floats;
  }

  /// The bytes of an element.
  private static int convertible(Tensor tensor) {
    return switch (tensor.dtype()) {
      case F32, F16, BF16, F64 -> tensor.dtype().blockBytes();
      default ->
          throw new WeightsException(
              "The tensor %s is %s, and toFloats() converts F32, F16, BF16 and F64. Read its bytes"
                      .formatted(tensor.name(), tensor.dtype())
                  + " from segment().");
    };
  }
}

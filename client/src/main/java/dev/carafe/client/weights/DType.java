package dev.carafe.client.weights;

/// How the elements of a tensor are stored: little-endian, one by one, or a block of them in so
/// many bytes. First those of safetensors, then the quantised ones of GGUF.
public enum DType {
  BOOL(1, 1),
  U8(1, 1),
  I8(1, 1),
  F8_E5M2(1, 1),
  F8_E4M3(1, 1),
  F8_E8M0(1, 1),
  F8_E4M3FNUZ(1, 1),
  F8_E5M2FNUZ(1, 1),
  F4(2, 1),
  F6_E2M3(4, 3),
  F6_E3M2(4, 3),
  I16(1, 2),
  U16(1, 2),
  F16(1, 2),
  BF16(1, 2),
  I32(1, 4),
  U32(1, 4),
  F32(1, 4),
  I64(1, 8),
  U64(1, 8),
  F64(1, 8),
  C64(1, 8),

  Q4_0(32, 18),
  Q4_1(32, 20),
  Q5_0(32, 22),
  Q5_1(32, 24),
  Q8_0(32, 34),
  Q8_1(32, 36),
  Q2_K(256, 84),
  Q3_K(256, 110),
  Q4_K(256, 144),
  Q5_K(256, 176),
  Q6_K(256, 210),
  Q8_K(256, 292),
  IQ2_XXS(256, 66),
  IQ2_XS(256, 74),
  IQ3_XXS(256, 98),
  IQ1_S(256, 50),
  IQ4_NL(32, 18),
  IQ3_S(256, 110),
  IQ2_S(256, 82),
  IQ4_XS(256, 136),
  IQ1_M(256, 56),
  TQ1_0(256, 54),
  TQ2_0(256, 66),
  MXFP4(32, 17),
  NVFP4(64, 36);

  private final int blockElements;
  private final int blockBytes;

  DType(int blockElements, int blockBytes) {
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  /// How many elements are stored together; 1 where each stands for itself.
  public int blockElements() {
    return blockElements;
  }

  /// The bytes of one such block.
  public int blockBytes() {
    return blockBytes;
  }

  /// The bytes of so many elements. Throws an [ArithmeticException] where they fill no whole number
  /// of blocks, or where a `long` does not hold the result.
  public long bytes(long elements) {
    if (elements % blockElements != 0) {
      throw new ArithmeticException(
          "%d elements fill no whole blocks of %d".formatted(elements, blockElements));
    }
    return Math.multiplyExact(elements / blockElements, (long) blockBytes);
  }
}

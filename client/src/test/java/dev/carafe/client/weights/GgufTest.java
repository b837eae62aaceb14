package dev.carafe.client.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufTest {
  private static final int F32 = 0;
  private static final int Q4_0 = 2;
  private static final int U32 = 4;
  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.gguf"), bytes);
  }

  private void refused(GgufBytes bytes, String... words) throws IOException {
    refused(bytes.array(), words);
  }

  private void refused(byte[] bytes, String... words) throws IOException {
    Path path = write(bytes);
    assertThatThrownBy(() -> Gguf.map(path))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(words);
  }

  /// Two tensors, one of them quantised, and some metadata.
  private static byte[] model(int version, int alignment) {
    return GgufBytes.header(version, 2, 3)
        .key("general.architecture", TEXT)
        .string("llama")
        .key("general.alignment", U32)
        .int32(alignment)
        .key("tokens", ARRAY)
        .int32(TEXT)
        .int64(2)
        .string("caf\u00e9")
        .string("")
        .tensor("norm", F32, 0, 3)
        .tensor("weight", Q4_0, alignment, 64, 2)
        .pad(alignment)
        .int32(Float.floatToIntBits(1.5f))
        .int32(Float.floatToIntBits(-2))
        .int32(Float.floatToIntBits(3))
        .pad(alignment)
        .raw(new byte[4 * 18])
        .array();
  }

  @Test
  void tensorsAndMetadataAreRead() throws IOException {
    for (int alignment : new int[] {16, 32, 64}) {
      Path path = write(model(3, alignment));
      try (Gguf gguf = Gguf.map(path)) {
        assertThat(gguf.tensors()).extracting(Tensor::name).containsExactly("norm", "weight");
        assertThat(gguf.tensor("norm").toFloats()).containsExactly(1.5f, -2, 3);
        assertThat(gguf.metadata("general.architecture")).isEqualTo(new GgufValue.Text("llama"));
        assertThat(gguf.metadata("tokens"))
            .isEqualTo(
                new GgufValue.Array(
                    List.of(new GgufValue.Text("caf\u00e9"), new GgufValue.Text(""))));
        assertThat(gguf.metadata().keySet())
            .containsExactly("general.architecture", "general.alignment", "tokens");
        assertThat(gguf.bytes()).isEqualTo(Files.size(path));
      }
    }
  }

  @Test
  void versionTwoIsReadToo() throws IOException {
    try (Gguf gguf = Gguf.map(write(model(2, 32)))) {
      assertThat(gguf.version()).isEqualTo(2);
      assertThat(gguf.tensors()).hasSize(2);
    }
  }

  @Test
  void quantisedTensorsAreBlocksInRowsWithTheFastestDimensionLast() throws IOException {
    try (Gguf gguf = Gguf.map(write(model(3, 32)))) {
      Tensor weight = gguf.tensor("weight");
      assertThat(weight.dtype()).isEqualTo(DType.Q4_0);
      assertThat(weight.shape()).containsExactly(2L, 64L);
      assertThat(weight.segment().byteSize()).isEqualTo(4 * 18);
      assertThatThrownBy(weight::toFloats)
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("The tensor weight is Q4_0");
    }
  }

  @Test
  void metadataOfAllTypesAreRead() throws IOException {
    GgufBytes bytes =
        GgufBytes.header(0, 13)
            .key("u8", 0)
            .raw(0xff)
            .key("i8", 1)
            .raw(0xff)
            .key("u16", 2)
            .int16(0xffff)
            .key("i16", 3)
            .int16(0xffff)
            .key("u32", U32)
            .int32(-1)
            .key("i32", 5)
            .int32(-1)
            .key("f32", 6)
            .int32(Float.floatToIntBits(0.5f))
            .key("bool", 7)
            .raw(1)
            .key("text", TEXT)
            .string("t")
            .key("array", ARRAY)
            .int32(ARRAY)
            .int64(1)
            .int32(0)
            .int64(2)
            .raw(1, 2)
            .key("u64", 10)
            .int64(-1)
            .key("i64", 11)
            .int64(Long.MIN_VALUE)
            .key("f64", 12)
            .int64(Double.doubleToLongBits(0.1));

    try (Gguf gguf = Gguf.map(write(bytes.array()))) {
      assertThat(gguf.metadata().values())
          .containsExactly(
              new GgufValue.Whole(255),
              new GgufValue.Whole(-1),
              new GgufValue.Whole(65535),
              new GgufValue.Whole(-1),
              new GgufValue.Whole(4294967295L),
              new GgufValue.Whole(-1),
              new GgufValue.Real(0.5),
              new GgufValue.Flag(true),
              new GgufValue.Text("t"),
              new GgufValue.Array(
                  List.of(
                      new GgufValue.Array(
                          List.of(new GgufValue.Whole(1), new GgufValue.Whole(2))))),
              new GgufValue.Whole(-1),
              new GgufValue.Whole(Long.MIN_VALUE),
              new GgufValue.Real(0.1));
    }
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() throws IOException {
    try (Gguf gguf = Gguf.map(write(model(3, 32)))) {
      assertThatThrownBy(() -> gguf.tensor("nrm")).hasMessageContaining("Did you mean norm?");
      assertThatThrownBy(() -> gguf.metadata("general.architectur"))
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("Did you mean general.architecture?");
    }
  }

  @Test
  void everyTypeOfTheFormatHasItsOwnSize() {
    assertThat(DType.Q4_K.bytes(256)).isEqualTo(144);
    assertThat(DType.Q6_K.bytes(512)).isEqualTo(420);
    assertThat(DType.Q8_0.bytes(64)).isEqualTo(68);
    assertThatThrownBy(() -> DType.Q8_0.bytes(33)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void otherFormatsAreNamed() throws IOException {
    refused(SafetensorsBytes.file("{}"), "It is a safetensors file", "Weights.map(path)");
    refused(
        "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8),
        "is no GGUF file. It is a Git LFS pointer");
    refused(new byte[0], "it does not start with GGUF");
    refused("something".getBytes(StandardCharsets.UTF_8), "it does not start with GGUF");
  }

  @Test
  void unknownVersionsAndBigEndianFilesAreNamed() throws IOException {
    refused(GgufBytes.header(1, 0, 0), "it is of version 1, and 2 and 3 are known");
    refused(GgufBytes.header(-1, 0, 0), "it is of version 4294967295");
    refused(GgufBytes.header(0x03000000, 0, 0), "it is big-endian");
  }

  @Test
  void countsForWhichThereIsNoRoomAreRefused() throws IOException {
    refused(GgufBytes.header(-1, 0), "the list of tensors is said to be 18446744073709551615 long");
    refused(GgufBytes.header(0, 1L << 40), "the metadata is said to be 1099511627776 long");
    refused(GgufBytes.header(0, 0x7fffffff), "the metadata is said to be 2147483647 long");
    refused(
        GgufBytes.header(0, 1).key("a", ARRAY).int32(TEXT).int64(1L << 32).raw(new byte[32]),
        "the array of \"a\" is said to be 4294967296 long");
    refused(
        GgufBytes.header(0, 1).int64(Long.MAX_VALUE).raw(new byte[32]),
        "a key is said to be 9223372036854775807 long");
  }

  @Test
  void aHeaderThatWasCutIsRefused() throws IOException {
    byte[] model = model(3, 32);
    for (int length : new int[] {5, 12, 30, 60, 100, 150}) {
      refused(Arrays.copyOf(model, length), "is no valid GGUF file");
    }
  }

  @Test
  void arraysInArraysHaveAnEnd() throws IOException {
    GgufBytes bytes = GgufBytes.header(0, 1).key("deep", ARRAY);
    for (int i = 0; i < 10_000; i++) {
      bytes.int32(ARRAY).int64(1);
    }
    refused(bytes, "the arrays of \"deep\" lie more than 8 deep");
  }

  @Test
  void wrongValuesAreNamed() throws IOException {
    refused(GgufBytes.header(0, 1).key("a", 13).raw(new byte[8]), "of the unknown type 13");
    refused(GgufBytes.header(0, 1).key("a", 7).raw(2), "neither true nor false");
    refused(
        GgufBytes.header(0, 2).key("a", 0).raw(1).key("a", 0).raw(1), "the key \"a\" comes twice");
    refused(GgufBytes.header(0, 1).int64(2).raw(0xc0, 0xaf).int32(0).raw(0, 0), "not UTF-8");
    for (int alignment : new int[] {0, 24, -32}) {
      refused(
          GgufBytes.header(0, 1).key("general.alignment", U32).int32(alignment),
          "general.alignment is no power of two");
    }
  }

  @Test
  void wrongTensorsAreNamed() throws IOException {
    refused(
        GgufBytes.header(1, 0).tensor("a", 4, 0, 1).pad(32).int32(0),
        "the tensor \"a\" is of the unknown type 4");
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, 0, 1, 1, 1, 1, 1).pad(32).int32(0),
        "has 5 dimensions, and 4 are the limit");
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, 0, -1).pad(32).int32(0),
        "a size or an offset of 18446744073709551615");
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, 0, 1L << 40, 1L << 40).pad(32).int32(0),
        "has no size");
    refused(
        GgufBytes.header(1, 0).tensor("a", Q4_0, 0, 16, 2).pad(32).raw(new byte[18]),
        "are no whole blocks of 32");
    refused(
        GgufBytes.header(2, 0).tensor("a", F32, 0, 1).tensor("a", F32, 32, 1).pad(32).pad(64),
        "the tensor \"a\" comes twice");
  }

  @Test
  void tensorsLieWhereTheyShouldAndWithinTheFile() throws IOException {
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, 0, 9).pad(32).raw(new byte[35]),
        "ends 1 bytes behind the end of the file, which was cut");
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, Long.MAX_VALUE, 9).pad(32).raw(new byte[64]),
        "ends nowhere");
    refused(
        GgufBytes.header(2, 0)
            .tensor("a", F32, 0, 1)
            .tensor("b", F32, 0, 1)
            .pad(32)
            .raw(new byte[64]),
        "the tensor \"b\" starts at 0, and the next place is 32");
    refused(
        GgufBytes.header(1, 0).tensor("a", F32, 4, 1).pad(32).raw(new byte[64]),
        "the tensor \"a\" starts at 4, and the next place is 0");
  }

  /// Opens, and all its tensors can be read; or is refused by our exception, and by no other.
  @Test
  void aChangedFileOpensOrIsRefused() throws IOException {
    int opened = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] file = Mutations.of(model(2 + random.nextInt(2), 32), random);
      Path path = write(file);
      try (Gguf gguf = Gguf.map(path)) {
        for (Tensor tensor : gguf.tensors()) {
          assertThat(tensor.segment().toArray(ValueLayout.JAVA_BYTE)).hasSizeLessThan(file.length);
        }
        opened++;
      } catch (WeightsException e) {
        assertThat(e).hasMessageContaining(path.toString());
      } catch (RuntimeException e) {
        fail("seed " + seed, e);
      }
    }
    assertThat(opened).as("that opened").isBetween(100, 4_500);
  }
}

package dev.carafe.client.weights;

import static dev.carafe.client.weights.SafetensorsBytes.entry;
import static dev.carafe.client.weights.SafetensorsBytes.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsTest {
  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(byte[] bytes) throws IOException {
    return write("model.safetensors", bytes);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  private static byte[] littleEndian(int count, Consumer<ByteBuffer> numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    numbers.accept(buffer);
    return buffer.array();
  }

  @Test
  void tensorsHaveNameTypeShapeAndBytesInTheOrderOfTheFile() throws IOException {
    Path path =
        write(
            file(
                "{%s,%s,\"__metadata__\":{\"format\":\"pt\"}}"
                    .formatted(entry("b", "U8", "3", "4,7"), entry("a", "I16", "1,2", "0,4")),
                bytes(7)));

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensors()).extracting(Tensor::name).containsExactly("a", "b");
      Tensor a = weights.tensor("a");
      assertThat(a.dtype()).isEqualTo(DType.I16);
      assertThat(a.shape()).containsExactly(1L, 2L);
      assertThat(a.elements()).isEqualTo(2);
      assertThat(a.segment().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3, 4);
      assertThat(weights.tensor("b").segment().toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(5, 6, 7);
      assertThat(weights.metadata()).isEqualTo(Map.of("format", "pt"));
      assertThat(weights.bytes()).isEqualTo(Files.size(path));
    }
  }

  @Test
  void tensorsCannotBeWrittenTo() throws IOException {
    Path path = write(file("{%s}".formatted(entry("a", "U8", "1", "0,1")), bytes(1)));

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensor("a").segment().isReadOnly()).isTrue();
    }
  }

  @Test
  void numbersWithoutAlignmentAreRead() throws IOException {
    byte[] data = littleEndian(5, b -> b.put((byte) 7).putFloat(1.5f));
    Path path =
        write(
            file(
                "{%s,%s}".formatted(entry("a", "U8", "1", "0,1"), entry("b", "F32", "1", "1,5")),
                data));

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensor("b").toFloats()).containsExactly(1.5f);
    }
  }

  @Test
  void halvesAndDoublesBecomeFloats() throws IOException {
    byte[] data =
        littleEndian(
            14,
            b ->
                b.putDouble(0.1)
                    .putShort(Float.floatToFloat16(-2.5f))
                    .putShort((short) 0x3fc0)
                    .putShort((short) 0x7c00));
    Path path =
        write(
            file(
                "{%s,%s,%s}"
                    .formatted(
                        entry("f64", "F64", "1", "0,8"),
                        entry("f16", "F16", "1", "8,10"),
                        entry("bf16", "BF16", "2", "10,14")),
                data));

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensor("f64").toFloats()).containsExactly(0.1f);
      assertThat(weights.tensor("f16").toFloats()).containsExactly(-2.5f);
      assertThat(weights.tensor("bf16").toFloats())
          .containsExactly(1.5f, Float.intBitsToFloat(0x7c000000));
    }
  }

  @Test
  void aRowIsReadAlone() throws IOException {
    byte[] data = littleEndian(24, b -> b.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6}));
    Path path = write(file("{%s}".formatted(entry("table", "F32", "3,2", "0,24")), data));

    try (Weights weights = Weights.map(path)) {
      Tensor table = weights.tensor("table");
      assertThat(table.toFloats(2, 2)).containsExactly(3, 4);
      assertThat(table.toFloats(6, 0)).isEmpty();
      assertThatThrownBy(() -> table.toFloats(5, 2))
          .isInstanceOf(WeightsException.class)
          .hasMessage("The tensor table has 6 elements: there are not 2 from 5 on.");
      assertThatThrownBy(() -> table.toFloats(Long.MAX_VALUE, 1))
          .isInstanceOf(WeightsException.class);
    }
  }

  @Test
  void whatIsNoFloatIsNotMadeOne() throws IOException {
    Path path = write(file("{%s}".formatted(entry("ids", "I64", "1", "0,8")), bytes(8)));

    try (Weights weights = Weights.map(path)) {
      assertThatThrownBy(() -> weights.tensor("ids").toFloats())
          .isInstanceOf(WeightsException.class)
          .hasMessage(
              "The tensor ids is I64, and toFloats() converts F32, F16, BF16 and F64. Read its"
                  + " bytes from segment().");
    }
  }

  @Test
  void scalarsEmptyTensorsAndFilesWithoutTensorsAreRight() throws IOException {
    Path path =
        write(
            file(
                "{%s,%s}  "
                    .formatted(
                        entry("scalar", "F32", "", "0,4"), entry("none", "F32", "0,5", "4,4")),
                bytes(4)));

    try (Weights weights = Weights.map(path);
        Weights empty = Weights.map(write("empty.safetensors", file("{}")))) {
      assertThat(weights.tensor("scalar").elements()).isEqualTo(1);
      assertThat(weights.tensor("none").toFloats()).isEmpty();
      assertThat(empty.tensors()).isEmpty();
    }
  }

  @Test
  void packedElementsTakeTheirBits() throws IOException {
    Path path =
        write(
            file(
                "{%s,%s}"
                    .formatted(entry("f4", "F4", "2,2", "0,2"), entry("f6", "F6_E2M3", "4", "2,5")),
                bytes(5)));

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensor("f4").elements()).isEqualTo(4);
      assertThat(weights.tensor("f6").segment().byteSize()).isEqualTo(3);
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() throws IOException {
    Path path = write(file("{%s}".formatted(entry("hidden.weight", "U8", "1", "0,1")), bytes(1)));

    try (Weights weights = Weights.map(path)) {
      assertThatThrownBy(() -> weights.tensor("hiden.weight"))
          .isInstanceOf(WeightsException.class)
          .hasMessage(
              "%s has no tensor \"hiden.weight\". Did you mean hidden.weight?".formatted(path));
    }
  }

  @Test
  void closedTensorsAreNotReadAndClosingTwiceIsNoMistake() throws IOException {
    Weights weights =
        Weights.map(write(file("{%s}".formatted(entry("a", "F32", "1", "0,4")), bytes(4))));
    Tensor a = weights.tensor("a");
    weights.close();
    weights.close();

    assertThatThrownBy(a::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void offsetsBeyondFourGigabytesAreReached() throws IOException {
    long big = 5L << 30;
    byte[] start =
        file(
            "{%s,%s}"
                .formatted(
                    entry("big", "U8", Long.toString(big), "0," + big),
                    entry("last", "F32", "1", "%d,%d".formatted(big, big + 4))));
    Path path = write(start);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.wrap(littleEndian(4, b -> b.putFloat(42)));
      assertThat(channel.write(last, start.length + big)).isEqualTo(4);
    }

    try (Weights weights = Weights.map(path)) {
      assertThat(weights.tensor("last").toFloats()).containsExactly(42);
      Tensor tensor = weights.tensor("big");
      assertThat(tensor.segment().get(ValueLayout.JAVA_BYTE, big - 1)).isZero();
      assertThatThrownBy(tensor::toFloats).hasMessageContaining("toFloats(first, count)");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamedWithItsNeighbours() throws IOException {
    write("model-v2.safetensors", file("{}"));

    assertThatThrownBy(() -> Weights.map(folder.resolve("model-v1.safetensors")))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("There is no file")
        .hasMessageContaining("Did you mean model-v2.safetensors?");
  }

  @Test
  void aFolderIsItsOneFile() throws IOException {
    write(file("{%s}".formatted(entry("a", "U8", "1", "0,1")), bytes(1)));
    write("config.json", "{}".getBytes(StandardCharsets.UTF_8));

    try (Weights weights = Weights.map(folder)) {
      assertThat(weights.tensors()).hasSize(1);
    }
  }

  @Test
  void aFolderWithNoneOrSeveralFilesIsToBeNarrowed() throws IOException {
    write("pytorch_model.bin", bytes(4));
    assertThatThrownBy(() -> Weights.map(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("no .safetensors file: pytorch_model.bin");

    write("a.safetensors", file("{}"));
    write("b.safetensors", file("{}"));
    assertThatThrownBy(() -> Weights.map(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("2 files that could be meant: a.safetensors, b.safetensors");
  }

  @Test
  void shardsAreOne() throws IOException {
    shards("one.safetensors", "two.safetensors");

    for (Path path : List.of(folder, folder.resolve("model.safetensors.index.json"))) {
      try (Weights weights = Weights.map(path)) {
        assertThat(weights.tensors()).extracting(Tensor::name).containsExactly("a", "b");
        assertThat(weights.tensor("b").segment().mismatch(MemorySegment.ofArray(bytes(2))))
            .isEqualTo(-1);
        assertThat(weights.metadata()).containsEntry("format", "pt");
      }
    }
  }

  /// `a` and a tensor that the index leaves out in one file, `b` in another.
  private void shards(String a, String b) throws IOException {
    write(
        "one.safetensors",
        file(
            "{%s,%s,\"__metadata__\":{\"format\":\"pt\"}}"
                .formatted(entry("a", "U8", "1", "0,1"), entry("b", "U8", "1", "1,2")),
            bytes(2)));
    write("two.safetensors", file("{%s}".formatted(entry("b", "U8", "2", "0,2")), bytes(2)));
    write(
        "model.safetensors.index.json",
        "{\"metadata\":{\"total_size\":3},\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\"}}"
            .formatted(a, b)
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anIndexThatNamesAnotherFolderIsRefused() throws IOException {
    for (String path :
        List.of("../one.safetensors", "/etc/passwd", "x/one.safetensors", "..", "")) {
      shards("one.safetensors", path);
      assertThatThrownBy(() -> Weights.map(folder))
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("it names the file \"%s\"".formatted(path));
    }
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    shards("one.safetensors", "three.safetensors");

    assertThatThrownBy(() -> Weights.map(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("There is no file %s".formatted(folder.resolve("three.safetensors")));
  }

  @Test
  void aTensorThatItsShardDoesNotHaveIsNamed() throws IOException {
    shards("two.safetensors", "two.safetensors");

    assertThatThrownBy(() -> Weights.map(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("says that \"a\" lies in two.safetensors, which does not have it");
  }
}

package dev.carafe.client.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsWriterTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void numbersComeBackWithTheirShape() {
    float[] values = {1, -2, Float.MIN_VALUE, Float.NaN, 5, 6};
    WeightsWriter.to(path()).tensor("hidden", values, 3, 2).metadata("epochs", "3").save();

    try (Weights weights = Weights.map(path())) {
      assertThat(weights.tensor("hidden").shape()).containsExactly(3L, 2L);
      assertThat(weights.tensor("hidden").toFloats()).containsExactly(values);
      assertThat(weights.metadata()).containsEntry("epochs", "3");
    }
  }

  @Test
  void theFileIsLaidOutAsOthersExpect() throws IOException {
    WeightsWriter.to(path()).tensor("w", new float[] {1.5f}, 1).save();

    String json = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ";
    byte[] data = {0, 0, (byte) 0xc0, 0x3f};
    assertThat(Files.readAllBytes(path())).isEqualTo(SafetensorsBytes.file(json, data));
    assertThat(json.getBytes(StandardCharsets.UTF_8).length % 8).isZero();
  }

  @Test
  void tensorsAreAligned() {
    WeightsWriter.to(path())
        .tensor(new Tensor("bytes", DType.U8, List.of(3L), MemorySegment.ofArray(new byte[3])))
        .tensor("floats", new float[] {1, 2}, 2)
        .save();

    try (Weights weights = Weights.map(path())) {
      assertThat(weights.tensor("floats").segment().address() % 4).isZero();
    }
  }

  @Test
  void aMappedTensorIsSavedAgain() {
    WeightsWriter.to(path()).tensor("w", new float[] {1, 2}, 2).save();
    Path copy = folder.resolve("copy.safetensors");
    try (Weights weights = Weights.map(path())) {
      WeightsWriter.to(copy).tensor(weights.tensor("w")).save();
    }

    assertThat(copy).hasSameBinaryContentAs(path());
  }

  @Test
  void aNewFileTakesThePlaceOfTheOldWhichStaysMapped() throws IOException {
    WeightsWriter.to(path()).tensor("w", new float[] {1}, 1).save();
    try (Weights old = Weights.map(path())) {
      WeightsWriter.to(path()).tensor("w", new float[] {2}, 1).save();

      assertThat(old.tensor("w").toFloats()).containsExactly(1);
    }
    try (Weights weights = Weights.map(path());
        Stream<Path> files = Files.list(folder)) {
      assertThat(weights.tensor("w").toFloats()).containsExactly(2);
      assertThat(files).containsExactly(path());
    }
  }

  @Test
  void whatCannotBeSavedLeavesNothing() throws IOException {
    Path missing = folder.resolve("missing/model.safetensors");
    assertThatThrownBy(() -> WeightsWriter.to(missing).save())
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(missing + " cannot be saved");
    Path taken = Files.createDirectories(folder.resolve("taken/full"));
    Files.writeString(taken.resolve("file"), "x");
    assertThatThrownBy(() -> WeightsWriter.to(taken).save()).isInstanceOf(WeightsException.class);
    try (Stream<Path> files = Files.list(folder.resolve("taken"))) {
      assertThat(files).containsExactly(taken);
    }
  }

  @Test
  void wrongShapesAndNamesAreRefusedAtOnce() {
    WeightsWriter writer = WeightsWriter.to(path()).tensor("w", new float[] {1}, 1);

    assertThatThrownBy(() -> writer.tensor("v", new float[] {1, 2}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The tensor v has 2 values, which are no [3]");
    assertThatThrownBy(() -> writer.tensor("w", new float[] {1}, 1))
        .hasMessage("The name w is taken. Give each tensor its own.");
    assertThatThrownBy(() -> writer.tensor("__metadata__", new float[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                writer.tensor(
                    new Tensor("q", DType.Q4_0, List.of(32L), MemorySegment.ofArray(new byte[18]))))
        .hasMessageContaining("is Q4_0, which is no element type of safetensors");
  }
}

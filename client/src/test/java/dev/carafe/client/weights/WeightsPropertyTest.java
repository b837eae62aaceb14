package dev.carafe.client.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random files, right and wrong.
final class WeightsPropertyTest {
  private static final int FILES = 200;
  private static final int MUTATIONS = 5_000;
  private static final List<DType> DTYPES = List.copyOf(SafetensorsHeader.DTYPES);

  @TempDir Path folder;

  /// What a file holds, and its bytes.
  private record Written(Map<String, Tensor> tensors, byte[] file) {}

  private static Written random(Random random) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Tensor tensor = tensor("t%d \"\u00e9\ud83d\ude00\\".formatted(i), random);
      tensors.put(tensor.name(), tensor);
    }
    List<String> entries = new ArrayList<>();
    byte[] data = new byte[0];
    for (Tensor tensor : tensors.values()) {
      int begin = data.length;
      byte[] bytes = tensor.segment().toArray(ValueLayout.JAVA_BYTE);
      data = Arrays.copyOf(data, begin + bytes.length);
      System.arraycopy(bytes, 0, data, begin, bytes.length);
      entries.add(
          SafetensorsBytes.entry(
              tensor.name().replace("\\", "\\\\").replace("\"", "\\\""),
              tensor.dtype().name(),
              tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(",")),
              begin + "," + data.length));
    }
    if (random.nextBoolean()) {
      entries.add("\"__metadata__\":{\"seed\":\"1\"}");
    }
    Collections.shuffle(entries, random);
    String json = "{%s}%s".formatted(String.join(",", entries), " ".repeat(random.nextInt(9)));
    return new Written(tensors, SafetensorsBytes.file(json, data));
  }

  private static Tensor tensor(String name, Random random) {
    DType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
    List<Long> shape = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      shape.add((long) random.nextInt(5));
    }
    if (dtype.blockElements() > 1) {
      shape.add((long) dtype.blockElements());
    }
    byte[] bytes = new byte[(int) dtype.bytes(Tensor.elements(shape))];
    random.nextBytes(bytes);
    return new Tensor(name, dtype, shape, MemorySegment.ofArray(bytes));
  }

  private static void same(Weights weights, Map<String, Tensor> tensors) {
    assertThat(weights.tensors()).hasSize(tensors.size());
    for (Tensor tensor : tensors.values()) {
      Tensor read = weights.tensor(tensor.name());
      assertThat(read.dtype()).isEqualTo(tensor.dtype());
      assertThat(read.shape()).isEqualTo(tensor.shape());
      assertThat(read.segment().mismatch(tensor.segment())).isEqualTo(-1);
    }
  }

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    Path path = folder.resolve("model.safetensors");
    for (int seed = 0; seed < FILES; seed++) {
      Written written = random(new Random(seed));
      Files.write(path, written.file());
      try (Weights weights = Weights.map(path)) {
        same(weights, written.tensors());
      } catch (WeightsException e) {
        fail("seed " + seed, e);
      }
    }
  }

  @Test
  void whatTheWriterSavesIsReadBitForBit() {
    Path path = folder.resolve("model.safetensors");
    for (int seed = 0; seed < FILES; seed++) {
      Written written = random(new Random(seed));
      WeightsWriter writer = WeightsWriter.to(path).metadata("seed", "seed " + seed);
      written.tensors().values().forEach(writer::tensor);
      writer.save();
      try (Weights weights = Weights.map(path)) {
        same(weights, written.tensors());
        assertThat(weights.metadata()).isEqualTo(Map.of("seed", "seed " + seed));
      }
    }
  }

  /// Opens, and all its tensors can be read; or is refused by our exception, and by no other.
  @Test
  void aChangedFileOpensOrIsRefused() throws IOException {
    Path path = folder.resolve("model.safetensors");
    int opened = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      byte[] file = Mutations.of(random(random).file(), random);
      Files.write(path, file);
      try (Weights weights = Weights.map(path)) {
        long bytes = 0;
        for (Tensor tensor : weights.tensors()) {
          bytes += tensor.segment().byteSize();
          assertThat(tensor.segment().mismatch(tensor.segment())).isEqualTo(-1);
        }
        assertThat(bytes).isLessThanOrEqualTo(file.length - 8);
        opened++;
      } catch (WeightsException e) {
        assertThat(e).hasMessageContaining(path.toString());
      } catch (RuntimeException e) {
        fail("seed " + seed, e);
      }
    }
    assertThat(opened).as("that opened").isBetween(MUTATIONS / 50, MUTATIONS * 4 / 5);
  }
}

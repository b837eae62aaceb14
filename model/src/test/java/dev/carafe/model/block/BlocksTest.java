package dev.carafe.model.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.BlobId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlocksTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aFileIsCutIntoBlocksOf8MiBWithoutGaps() throws IOException {
    byte[] bytes = random(1, 20 * MIB + 5);
    List<Block> blocks = Blocks.of(file(bytes));

    assertThat(blocks).extracting(Block::offset).containsExactly(0L, 8L * MIB, 16L * MIB);
    assertThat(blocks).extracting(Block::length).containsExactly(8 * MIB, 8 * MIB, 4 * MIB + 5);
    assertThat(blocks.getLast().hash())
        .isEqualTo(Blocks.hash(Arrays.copyOfRange(bytes, 16 * MIB, bytes.length)));
  }

  @Test
  void anEmptyFileHasNone() throws IOException {
    assertThat(Blocks.of(file(new byte[0]))).isEmpty();
  }

  @Test
  void aLongerHeaderLeavesTheBlocksOfTensorsAsTheyAre() throws IOException {
    byte[] first = random(1, 9 * MIB);
    byte[] second = random(2, 3 * MIB);
    Set<BlobId> before = hashes(safetensors("", first, second));

    Set<BlobId> after = hashes(safetensors("\"__metadata__\":{\"step\":\"12\"},", first, second));

    assertThat(shared(before, after)).hasSize(3); // 8 + 1 of the first, 3 of the second
    assertThat(after).hasSize(4); // and the header
  }

  @Test
  void tensorsThatLieInAnotherOrderHaveTheBlocksThatTheyHad() throws IOException {
    byte[] first = random(1, 9 * MIB);
    byte[] second = random(2, 3 * MIB);

    Set<BlobId> before = hashes(safetensors("", first, second));
    Set<BlobId> after = hashes(safetensors("", second, first));

    assertThat(shared(before, after)).hasSize(3);
  }

  @Test
  void headersThatAreNoneCutNothingOutsideOfTheFile() throws IOException {
    List<byte[]> hostile =
        List.of(
            header(Long.MAX_VALUE, "{"),
            header(-1, "{"),
            header(2, "[]"),
            header(60, "{\"a\":{\"data_offsets\":[0,999999999999999999]}}"),
            header(60, "{\"a\":{\"data_offsets\":[999999999999999999,0]}}"),
            header(60, "{\"a\":{\"data_offsets\":[888888888888888888,999999999999999999]}}"));
    for (byte[] head : hostile) {
      byte[] bytes = Arrays.copyOf(head, 3 * MIB);
      List<Block> blocks = Blocks.of(file(bytes));
      long at = 0;
      for (Block block : blocks) {
        assertThat(block.offset()).isEqualTo(at);
        at += block.length();
      }
      assertThat(at).isEqualTo(bytes.length);
    }
  }

  @Test
  void tensorsThatShareBytesMakeNoMoreBlocksThanOthers() throws IOException {
    String tensors =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"t%d\":{\"data_offsets\":[%d,%d]}".formatted(i, i, i + MIB))
            .collect(Collectors.joining(",", "{", "}"));
    byte[] head = header(tensors.length(), tensors);
    assertThat(Blocks.of(file(Arrays.copyOf(head, 20 * MIB)))).hasSizeLessThan(2 * 20);
  }

  @Test
  void whatAFileHasOfABlockListIsFoundByItsBytes() throws IOException {
    byte[] bytes = random(1, 20 * MIB);
    List<Block> blocks = Blocks.of(file(bytes));
    bytes[9 * MIB]++;
    try (FileChannel changed = FileChannel.open(file(bytes))) {
      assertThat(Blocks.in(changed, blocks)).containsExactly(0, 2);
    }
  }

  private Set<BlobId> hashes(byte[] bytes) throws IOException {
    return Blocks.of(file(bytes)).stream().map(Block::hash).collect(Collectors.toSet());
  }

  private static Set<BlobId> shared(Set<BlobId> one, Set<BlobId> other) {
    Set<BlobId> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] safetensors(String metadata, byte[] first, byte[] second)
      throws IOException {
    String tensor = "\"%s\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d, %d]}";
    String json =
        "{%s%s,%s}"
            .formatted(
                metadata,
                tensor.formatted("a", first.length, 0, first.length),
                tensor.formatted("b", second.length, first.length, first.length + second.length));
    var file = new ByteArrayOutputStream();
    file.write(header(json.length(), json));
    file.write(first);
    file.write(second);
    return file.toByteArray();
  }

  private static byte[] header(long length, String json) {
    byte[] text = json.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .array();
  }
}

package dev.carafe.client.weights;

import static dev.carafe.client.weights.SafetensorsBytes.entry;
import static dev.carafe.client.weights.SafetensorsBytes.file;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a file is said, whatever it is.
final class BrokenSafetensorsTest {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private void refused(byte[] bytes, String... words) throws IOException {
    Path path = Files.write(folder.resolve("model.safetensors"), bytes);
    assertThatThrownBy(() -> Weights.map(path))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(words);
  }

  private void refused(String text, String... words) throws IOException {
    refused(text.getBytes(StandardCharsets.ISO_8859_1), words);
  }

  @Test
  void aGitLfsPointerIsNotTheWeights() throws IOException {
    refused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "Git LFS pointer",
        "git lfs pull");
  }

  @Test
  void whatTorchSavesIsToBeConverted() throws IOException {
    refused("PK\3\4\0\0\10\10\0\0\0\0\0\0", "It is a zip", "safetensors.torch.save_file");
    refused("\u0080\2}q\0(X\6\0\0\0weight", "Python pickle", "safetensors.torch.save_file");
    refused("\u0080\4\u0095\0\0\0\0\0\0\0\0{", "Python pickle");
  }

  @Test
  void aPageOfTheWebIsNotTheWeights() throws IOException {
    refused("\n <!DOCTYPE html><html>Sign in</html>", "It is HTML or XML");
    refused("{\"error\":\"Repository not found\"}", "It is JSON");
  }

  @Test
  void otherFormatsAreNamed() throws IOException {
    refused("GGUF\3\0\0\0\0\0\0\0", "GGUF", "Gguf.map(path)");
    refused("\u0089HDF\r\n\u001a\n\0\0", "HDF5");
    refused("\u0093NUMPY\1\0v\0{'descr'", "NumPy");
    refused("\u001f\u008b\10\0\0\0\0\0\0\3", "compressed", "gunzip");
  }

  @Test
  void aHeaderWhoseLengthLooksLikeAPickleIsStillAHeader() throws IOException {
    String json = "{}" + " ".repeat(0x280 - 2);
    Path path = Files.write(folder.resolve("model.safetensors"), file(json));
    Weights.map(path).close();
  }

  @Test
  void anEmptyOrTinyFileHasNoHeader() throws IOException {
    refused("", "it has 0 bytes, and a header takes 10");
    refused("12345678", "it has 8 bytes");
  }

  @Test
  void aFileOfSomethingElseHasNoHeader() throws IOException {
    refused("something else entirely", "its header does not start with {");
  }

  @Test
  void aHeaderIsNoLongerThanTheFile() throws IOException {
    refused(
        file(3, EMPTY), "its header is said to be 3 bytes, and only 2 follow", "Fetch it again");
  }

  @Test
  void aHeaderIsNoLongerThanTheFormatAllows() throws IOException {
    refused(file(100_000_001, EMPTY), "its header is said to be 100000001 bytes", "100 MB");
    refused(file(-1, EMPTY), "its header is said to be 18446744073709551615 bytes");
    refused(file(Long.MIN_VALUE, EMPTY), "its header is said to be 9223372036854775808 bytes");
  }

  @Test
  void aHeaderIsJson() throws IOException {
    refused(file("{\"a\""), "its JSON cannot be read");
    refused(file("{]"), "its JSON cannot be read");
    refused(file("{\"a\":NaN}"), "its JSON cannot be read");
    refused(file("{} {}"), "something follows its JSON");
    refused(file("{\"a\":{\"x\":%s".formatted("[".repeat(5_000))), "its JSON cannot be read");
  }

  @Test
  void aHeaderIsUtf8() throws IOException {
    byte[] overlong = "{\"\u00c0\u00af\":0}".getBytes(StandardCharsets.ISO_8859_1);
    refused(file(overlong.length, overlong), "its JSON is not UTF-8");
    byte[] surrogate = "{\"\u00ed\u00a0\u0080\":0}".getBytes(StandardCharsets.ISO_8859_1);
    refused(file(surrogate.length, surrogate), "its JSON is not UTF-8");
  }

  @Test
  void aNameComesOnce() throws IOException {
    String twice = entry("a", "U8", "1", "0,1");
    refused(file("{%s,%s}".formatted(twice, twice), (byte) 1), "Duplicate", "a");
    refused(
        file("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}"),
        "Duplicate",
        "dtype");
  }

  @Test
  void aTensorHasATypeAShapeAndTwoOffsets() throws IOException {
    refused(file("{\"a\":7}"), "the tensor \"a\" is no JSON object");
    refused(file("{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}"), "the tensor \"a\" lacks one of");
    refused(file("{%s}".formatted(entry("a", "U8", "1", "0"))), "the tensor \"a\" lacks one of");
    refused(file("{%s}".formatted(entry("a", "U8", "1", "0,1,2"))), "more than 2 numbers");
    refused(file("{\"a\":{\"dtype\":8}}"), "the dtype of \"a\" is no string");
    refused(file("{\"a\":{\"shape\":8}}"), "the shape of \"a\" is no array");
  }

  @Test
  void anUnknownTypeIsNamedWithTheKnownOnes() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "F128", "1", "0,16")), new byte[16]),
        "the tensor \"a\" is of the unknown dtype \"F128\"",
        "BF16");
    refused(file("{%s}".formatted(entry("a", "Q4_0", "32", "0,18")), new byte[18]), "unknown");
  }

  @Test
  void sizesAreWholeNumbersThatALongHolds() throws IOException {
    for (String size : new String[] {"-1", "1.5", "1e2", "9223372036854775808", "null", "\"1\""}) {
      refused(file("{%s}".formatted(entry("a", "U8", size, "0,1")), (byte) 1), "what is no size");
      refused(file("{%s}".formatted(entry("a", "U8", "1", "0," + size)), (byte) 1), "no size");
    }
  }

  @Test
  void aShapeWhoseProductOverflowsIsNone() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "U8", "4294967296,4294967296", "0,0"))),
        "the tensor \"a\", U8 [4294967296, 4294967296], has no size: long overflow");
    refused(file("{%s}".formatted(entry("a", "F64", "4611686018427387904", "0,0"))), "has no size");
    refused(file("{%s}".formatted(entry("a", "F4", "3", "0,2")), new byte[2]), "no whole blocks");
  }

  @Test
  void aShapeHasAnEnd() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "U8", "1,".repeat(100) + "1", "0,1")), (byte) 1),
        "the shape of \"a\" has more than 64 numbers");
  }

  @Test
  void aTensorHasTheBytesOfItsShape() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "F32", "2", "0,7")), new byte[7]),
        "the tensor \"a\", F32 [2], takes 8 bytes, and its data_offsets are 7 apart");
    refused(file("{%s}".formatted(entry("a", "U8", "1", "1,0")), new byte[1]), "before it begins");
  }

  @Test
  void aFileThatWasCutIsNotOpened() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "F32", "2", "0,8")), new byte[6]),
        "the tensor \"a\" ends 2 bytes behind the end of the file, which was cut");
    refused(
        file("{%s}".formatted(entry("a", "U8", "9223372036854775807", "0,9223372036854775807"))),
        "behind the end of the file");
  }

  @Test
  void tensorsDoNotOverlap() throws IOException {
    refused(
        file(
            "{%s,%s}".formatted(entry("a", "U8", "2", "0,2"), entry("b", "U8", "2", "1,3")),
            new byte[3]),
        "the tensor \"b\" overlaps the one before it");
  }

  @Test
  void thereAreNoHoles() throws IOException {
    refused(
        file("{%s}".formatted(entry("a", "U8", "1", "1,2")), new byte[2]),
        "there is a hole of 1 bytes before the tensor \"a\"");
    refused(
        file("{%s}".formatted(entry("a", "U8", "1", "0,1")), new byte[4]),
        "3 bytes follow the last tensor");
  }

  @Test
  void metadataAreStrings() throws IOException {
    refused(file("{\"__metadata__\":{\"epochs\":3}}"), "\"epochs\" of __metadata__ is no string");
    refused(file("{\"__metadata__\":[]}"), "__metadata__ is no JSON object");
  }

  @Test
  void aBrokenIndexIsNamed() throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"metadata\":{}}");
    assertThatThrownBy(() -> Weights.map(index))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("is no valid shard index file: it has no weight_map");
    Files.writeString(index, "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> Weights.map(index))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("is no shard index. It is a Git LFS pointer");
  }

  @Test
  void longNamesAreCutInMessages() throws IOException {
    String name = "x".repeat(40_000);
    refused(
        file("{%s}".formatted(entry(name, "U8", "1", "0,2")), new byte[2]),
        "\"" + "x".repeat(100) + "…\"");
  }
}

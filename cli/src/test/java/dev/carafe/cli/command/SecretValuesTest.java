package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretValuesTest {
  @TempDir Path folder;

  @Test
  void valuesMayHoldEqualsSigns() {
    assertThat(read("A=1", "B=x=y")).isEqualTo(Map.of("A", "1", "B", "x=y"));
  }

  @Test
  void dashReadsStandardInputWithoutItsLastNewline() {
    InputStream in = new ByteArrayInputStream("to\nken\n".getBytes(StandardCharsets.UTF_8));
    assertThat(SecretValues.read(List.of("T=-"), Optional.empty(), in))
        .isEqualTo(Map.of("T", "to\nken"));
  }

  @Test
  void fileHasALineForEachKey() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(".env"), "# a comment\nA=1\n\nexport B=\"two words\"\nC='x'\n");
    assertThat(SecretValues.read(List.of("A=2"), Optional.of(file), InputStream.nullInputStream()))
        .isEqualTo(Map.of("A", "2", "B", "two words", "C", "x"));
  }

  @Test
  void messageNeverShowsWhatMayBeAValue() {
    assertThatThrownBy(() -> read("hunter2"))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void keysThatCannotBeVariablesAreRefused() {
    assertThatThrownBy(() -> read("1A=x")).hasMessageContaining("\"1A\" cannot name");
    assertThatThrownBy(() -> read()).hasMessageContaining("at least one value");
  }

  private static Map<String, String> read(String... pairs) {
    return SecretValues.read(List.of(pairs), Optional.empty(), InputStream.nullInputStream());
  }
}

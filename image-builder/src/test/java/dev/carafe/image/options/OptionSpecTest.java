package dev.carafe.image.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.image.options.OptionSpec.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSpecTest {

  private static OptionSpec option(Kind kind, String type) {
    return new OptionSpec(
        "--it",
        "it",
        type,
        kind,
        false,
        true,
        Optional.empty(),
        List.of("SMALL", "VERY_LARGE"),
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEXT    | java.lang.String | say \"hi\\\"   | \"say \\\"hi\\\\\\\"\"",
        "INTEGER | int              | -2147483648 | -2147483648",
        "INTEGER | java.lang.Long   | 3000000000  | 3000000000",
        "DECIMAL | float            | 1.5e3       | 1.5E+3",
        "FLAG    | boolean          | TRUE        | true",
        "ENUM    | demo.Size        | very-large  | \"VERY_LARGE\"",
        "JSON    | java.util.Map    | {\"a\": 1}    | {\"a\": 1}"
      })
  void textsBecomeJson(Kind kind, String type, String text, String json) {
    assertThat(option(kind, type).json(List.of(text))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, int, 2147483648, out of the range of int",
    "INTEGER, java.lang.Byte, 128, out of the range of Byte",
    "INTEGER, int, 1.5, takes a whole number",
    "DECIMAL, double, much, takes a number",
    "FLAG, boolean, perhaps, takes true or false",
    "ENUM, demo.Size, huge, is one of SMALL; VERY_LARGE"
  })
  void textsThatDoNotFitAreRefusedByName(Kind kind, String type, String text, String message) {
    assertThatThrownBy(() -> option(kind, type).json(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--it ")
        .hasMessageContaining(message.replace(';', ','));
  }

  @Test
  void whatIsLeftOutIsItsDefaultOrNullOrMissing() {
    OptionSpec counts =
        new OptionSpec(
            "--counts",
            "counts",
            "int",
            Kind.INTEGER,
            true,
            false,
            Optional.of("1, 2"),
            List.of(),
            "");
    OptionSpec limit =
        new OptionSpec(
            "--limit", "limit", "int", Kind.INTEGER, false, false, Optional.empty(), List.of(), "");

    assertThat(counts.json(List.of())).isEqualTo("[1,2]");
    assertThat(counts.json(List.of("7", "8"))).isEqualTo("[7,8]");
    assertThat(limit.json(List.of())).isEqualTo("null");
    assertThatThrownBy(() -> limit.json(List.of("1", "2"))).hasMessageContaining("--limit");
    assertThatThrownBy(() -> option(Kind.INTEGER, "int").json(List.of()))
        .hasMessage("--it is missing: give it a value (int)");
  }
}

package dev.carafe.model.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShownNameTest {
  @Test
  void controlCharactersAreEscapesAndAllElseIsAsItIs() {
    assertThat(ShownName.of("a\nb\r\t\u001b[31m\u0085\u2028"))
        .isEqualTo("a\\nb\\r\\t\\u001b[31m\\u0085\\u2028");
    assertThat(ShownName.of("größe 日本 🎉 back\\slash")).isEqualTo("größe 日本 🎉 back\\slash");
  }

  @Test
  void textKeepsItsLines() {
    assertThat(ShownName.inText("one\n\ttwo \u001b]0;x\u0007"))
        .isEqualTo("one\n\ttwo \\u001b]0;x\\u0007");
  }
}

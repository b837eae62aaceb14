package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.FunctionSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ArgumentTextTest {
  @Test
  void textIsReadAsTheSignatureSays() {
    FunctionSpec function = function("java.lang.String", "int", "double", "boolean", "demo.Level");
    assertThat(ArgumentText.json(function, List.of("12", "12", "1.50", "true", "HIGH")))
        .isEqualTo("[\"12\",12,1.50,true,\"HIGH\"]");
  }

  @Test
  void structuresAreJson() {
    FunctionSpec function = function("java.util.List<java.lang.String>", "demo.Point");
    assertThat(ArgumentText.json(function, List.of("[\"a\"]", "{\"x\": 1}")))
        .isEqualTo("[[\"a\"],{\"x\": 1}]");
  }

  @Test
  void optionalsAtTheEndMayBeLeftOut() {
    FunctionSpec function = function("java.lang.String", "java.util.Optional<java.lang.Integer>");
    assertThat(ArgumentText.json(function, List.of("a"))).isEqualTo("[\"a\"]");
    assertThat(ArgumentText.json(function, List.of("a", "3"))).isEqualTo("[\"a\",3]");
  }

  @Test
  void wrongNumberNamesTheSignature() {
    assertThatThrownBy(() -> ArgumentText.json(function("int"), List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("f takes 1 argument; found 0. Its signature: f(int a0) → void");
  }

  @Test
  void wrongTypeNamesTheArgument() {
    assertThatThrownBy(() -> ArgumentText.json(function("int"), List.of("x")))
        .hasMessage("a0 is a whole number (int); \"x\" is not.");
    assertThatThrownBy(() -> ArgumentText.json(function("boolean"), List.of("yes")))
        .hasMessage("a0 is true or false (boolean); \"yes\" is not.");
  }

  private static FunctionSpec function(String... types) {
    List<ArgumentSpec> arguments =
        Stream.of(types)
            .map(
                type ->
                    new ArgumentSpec("a" + List.of(types).indexOf(type), type, Optional.empty()))
            .toList();
    return new FunctionSpec(
        "f",
        "f",
        "()V",
        true,
        arguments,
        "void",
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

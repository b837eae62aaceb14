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

  @Test
  void numberBeyondItsTypeIsWrongUse() {
    assertThatThrownBy(() -> ArgumentText.json(function("int"), List.of("99999999999")))
        .isInstanceOf(UsageException.class)
        .hasMessage("argument a0 of f, an int: 99999999999 is out of the range of int");
  }

  @Test
  void brokenJsonNamesItsArgumentInPlainWords() {
    FunctionSpec function = function("java.util.List<java.lang.Integer>", "demo.Shop$Order");
    assertThatThrownBy(() -> ArgumentText.json(function, List.of("[1,2", "{}")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "argument a0 of f, a List<Integer>: at [1]: no valid JSON (line 1, column 5): it ends before all of its"
                + " brackets and quotes are closed");
    assertThatThrownBy(() -> ArgumentText.json(function, List.of("[1]", "{bad")))
        .hasMessageStartingWith("argument a1 of f, a Shop.Order: no valid JSON")
        .hasMessageNotContaining("Source");
    assertThatThrownBy(() -> ArgumentText.json(function, List.of("[1], 3", "{}")))
        .hasMessageStartingWith(
            "argument a0 of f, a List<Integer>: no valid JSON (line 1, column 4)");
  }

  @Test
  void jsonOfAllArgumentsIsHeldAgainstTheSignature() {
    FunctionSpec function = function("demo.Order", "java.util.Optional<java.lang.Integer>");
    assertThat(ArgumentText.checked(function, "[{\"cents\":1}]")).isEqualTo("[{\"cents\":1}]");
    assertThat(ArgumentText.checked(function, "{\"a0\":{},\"a1\":2}")).endsWith("2}");
    assertThatThrownBy(() -> ArgumentText.checked(function, "{\"cent\":250}"))
        .isInstanceOf(UsageException.class)
        .hasMessage("f has no parameter \"cent\"; it has a0, a1");
    assertThatThrownBy(() -> ArgumentText.checked(function, "[250"))
        .hasMessageStartingWith("argument a0 of f, an Order: no valid JSON")
        .hasMessageNotContaining("Source");
    assertThatThrownBy(() -> ArgumentText.checked(function, "[{},\"x\"]"))
        .hasMessageStartingWith("argument a1 of f, an Optional<Integer>: ");
    assertThatThrownBy(() -> ArgumentText.checked(function, "[]"))
        .hasMessage("argument a0 of f is missing, an Order");
    assertThatThrownBy(() -> ArgumentText.checked(function, "[{},1,2]"))
        .hasMessage("f takes 2 arguments, more were given");
    assertThatThrownBy(() -> ArgumentText.checked(function, "7"))
        .hasMessageContaining("expected an array by position or an object by name");
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

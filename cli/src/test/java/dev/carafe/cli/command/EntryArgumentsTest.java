package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.carafe.image.options.OptionSpec;
import dev.carafe.image.options.RunnableSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EntryArgumentsTest {
  private static final OptionSpec MODEL = option("--model-id", "modelId", OptionSpec.Kind.TEXT);
  private static final OptionSpec DRY = option("--dry", "dry", OptionSpec.Kind.FLAG);
  private static final RunnableSpec MAIN =
      new RunnableSpec(
          "main",
          "demo",
          RunnableSpec.Kind.ENTRYPOINT,
          "Trains a model.",
          List.of(MODEL, DRY),
          List.of());

  @Test
  void whatIsNoOptionOfTheEntryPointIsLeftForRun() {
    EntryArguments parsed =
        parse("--engine", "process", "--model-id", "e5", "--dry", "-v", "--data=/x");
    assertThat(parsed.others()).containsExactly("--engine", "process", "-v", "--data=/x");
  }

  @Test
  void helpIsTheEntryPointsOwn() {
    assertThat(parse("--help").help()).isTrue();
    assertThat(EntryHelp.text(MAIN, "demo.java"))
        .isEqualTo(
            """
            Usage: carafe run demo.java::main --model-id TEXT --dry
            Trains a model.

              --model-id TEXT  The modelId. Required.
              --dry            The dry. Required.""");
  }

  @Test
  void unknownOptionNamesTheNearest() {
    assertThat(parse().unknown("--modelid=x"))
        .hasMessage("main has no option --modelid. Did you mean --model-id?");
    assertThat(parse().unknown("word"))
        .hasMessage("\"word\" belongs to no option of main. Usage: --model-id TEXT --dry");
  }

  @Test
  void missingOptionsAreNamed() {
    assertThatThrownBy(() -> parse("--dry").json())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("main needs --model-id TEXT.");
  }

  @Test
  void optionWithoutItsValueIsRefused() {
    assertThatThrownBy(() -> parse("--model-id"))
        .hasMessage("--model-id needs a value: --model-id TEXT");
  }

  @Test
  void parametersOfTheClassAreOptionsToo() {
    RunnableSpec embed =
        new RunnableSpec(
            "A.embed", "demo", RunnableSpec.Kind.METHOD, "", List.of(DRY), List.of(MODEL));
    EntryArguments parsed =
        EntryArguments.parse(embed, List.of("--dry", "--model-id", "e5"), List.of());
    assertThat(parsed.json()).containsExactly("true");
    assertThat(parsed.parameters()).containsExactly(entry("modelId", "e5"));
  }

  @Test
  void withGivesParametersOfTheClassByTheirNames() {
    RunnableSpec embed =
        new RunnableSpec(
            "A.embed", "demo", RunnableSpec.Kind.METHOD, "", List.of(DRY), List.of(MODEL));
    EntryArguments parsed = EntryArguments.parse(embed, List.of("--dry"), List.of());
    parsed.with(Map.of("modelId", "e5"));
    assertThat(parsed.json()).containsExactly("true");
    assertThat(parsed.parameters()).containsExactly(entry("modelId", "e5"));
    assertThatThrownBy(() -> parsed.with(Map.of("model", "e5")))
        .isInstanceOf(UsageException.class)
        .hasMessage("A.embed has no @Parameter model. Did you mean modelId?");
  }

  @Test
  void optionGivenTwiceIsRefused() {
    assertThatThrownBy(() -> parse("--model-id", "a", "--model-id", "b"))
        .hasMessage("--model-id is given twice.");
  }

  private static EntryArguments parse(String... arguments) {
    return EntryArguments.parse(MAIN, List.of(arguments), List.of("--engine", "--data"));
  }

  private static OptionSpec option(String name, String parameter, OptionSpec.Kind kind) {
    return new OptionSpec(
        name,
        parameter,
        "java.lang.String",
        kind,
        false,
        true,
        Optional.empty(),
        List.of(),
        "The " + parameter + ".");
  }
}

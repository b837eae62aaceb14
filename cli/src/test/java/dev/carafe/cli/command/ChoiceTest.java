package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.image.options.RunnableSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChoiceTest {
  private static final RunnableSpec MAIN = of("main", RunnableSpec.Kind.ENTRYPOINT);
  private static final RunnableSpec TRAIN = of("train", RunnableSpec.Kind.ENTRYPOINT);
  private static final RunnableSpec DOWNLOAD = of("downloadModel", RunnableSpec.Kind.FUNCTION);
  private static final RunnableSpec EMBED = of("Embedder.embed", RunnableSpec.Kind.METHOD);

  @Test
  void theOnlyThingNeedsNoName() {
    assertThat(Choice.of(List.of(EMBED), Optional.empty(), "d.java")).isEqualTo(EMBED);
  }

  @Test
  void theOnlyEntryPointComesBeforeFunctions() {
    assertThat(Choice.of(List.of(MAIN, DOWNLOAD, EMBED), Optional.empty(), "d.java"))
        .isEqualTo(MAIN);
  }

  @Test
  void severalAreListed() {
    assertThatThrownBy(() -> Choice.of(List.of(MAIN, TRAIN), Optional.empty(), "d.java"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "d.java has several things to run; name one, as in d.java::main\n  main   It is.\n"
                + "  train  It is.");
  }

  @Test
  void unknownNameListsWhatThereIs() {
    assertThatThrownBy(
            () -> Choice.of(List.of(MAIN, DOWNLOAD, EMBED), Optional.of("foo"), "demo.java"))
        .hasMessage("no entry point foo; there are: main, downloadModel, Embedder.embed");
    assertThatThrownBy(() -> Choice.of(List.of(MAIN, TRAIN), Optional.of("mian"), "demo.java"))
        .hasMessage("no entry point mian; there are: main, train. Did you mean main?");
  }

  private static RunnableSpec of(String name, RunnableSpec.Kind kind) {
    return new RunnableSpec(name, "demo", kind, "It is.", List.of(), List.of());
  }
}

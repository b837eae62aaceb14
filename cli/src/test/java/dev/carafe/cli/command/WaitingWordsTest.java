package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.cli.output.Screen;
import dev.carafe.client.UnavailableException;
import dev.carafe.client.control.ContainerRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class WaitingWordsTest {
  private final Screen screen = Screen.plain();
  private Supplier<List<ContainerRow>> rows = List::of;
  private final WaitingWords words = new WaitingWords(screen.terminal(), () -> rows.get());

  private void look(String state, String reason) {
    rows =
        () ->
            List.of(
                new ContainerRow(
                    "ct-1", "app", "two", state, reason, "", List.of(), 0, Optional.empty()));
    words.look();
  }

  @Test
  void aReasonIsSaidOnceHoweverItsNumbersRunAndAnotherOneToo() {
    look("PENDING", "held by app/one since 8 s (idle, goes in 24 s)");
    look("PENDING", "held by app/one since 10 s (idle, goes in 22 s)");
    look("PENDING", "held by app/one since 33 s");
    look("PENDING", "held by app/one since 35 s");

    assertThat(screen.err())
        .isEqualTo(
            "two: held by app/one since 8 s (idle, goes in 24 s)\ntwo: held by app/one since 33 s\n");
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedAgain() {
    look("PENDING", "no GPU is free");
    rows =
        () -> {
          throw new UnavailableException("away");
        };
    words.look();
    look("PENDING", "no node is there");

    assertThat(screen.err()).isEqualTo("two: no GPU is free\ntwo: no node is there\n");
  }

  @Test
  void aContainerThatHasItsPlaceIsNotSpokenOf() {
    look("BUSY", "");
    look("STARTING", "");

    assertThat(screen.err()).isEmpty();
  }
}

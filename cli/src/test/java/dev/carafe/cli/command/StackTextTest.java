package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackTextTest {
  @Test
  void framesThatRepeatAreToldOnce() {
    List<String> lines = new ArrayList<>();
    lines.add("java.lang.StackOverflowError");
    for (int i = 0; i < 506; i++) {
      lines.add("\tat Shop.even(Shop.java:3)");
      lines.add("\tat Shop.odd(Shop.java:4)");
    }
    lines.add("\tat Shop.main(Shop.java:9)");
    assertThat(StackText.folded(lines))
        .containsExactly(
            "java.lang.StackOverflowError",
            "\tat Shop.even(Shop.java:3)",
            "\tat Shop.odd(Shop.java:4)",
            "\t… 1010 more of the same 2 frames",
            "\tat Shop.main(Shop.java:9)");
  }

  @Test
  void oneFrameThatCallsItselfFoldsToTheEnd() {
    assertThat(StackText.folded(Collections.nCopies(1024, "\tat Shop.deep(Shop.java:3)")))
        .containsExactly("\tat Shop.deep(Shop.java:3)", "\t… 1023 more of the same frame");
  }

  @Test
  void shortRepetitionsAndLinesThatAreNoFramesStay() {
    List<String> lines =
        List.of("attic", "attic", "attic", "attic", "\tat A.b(A.java:1)", "\tat A.b(A.java:1)");
    assertThat(StackText.folded(lines)).isEqualTo(lines);
  }
}

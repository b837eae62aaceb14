package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProblemPrinterTest {
  @TempDir Path folder;
  private final Screen screen = Screen.plain();

  @Test
  void mistakeIsShownInItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("Demo.java"), "class Demo {\n\tint x = y;\n}\n");
    ProblemPrinter.print(
        screen.terminal(),
        List.of(
            new Problem(
                new Place.InSource(file, 2, 10, 1),
                "y is unknown",
                "it is declared nowhere",
                "declare it")));
    assertThat(screen.err())
        .isEqualTo(
            """
            %s:2:10: y is unknown, it is declared nowhere: declare it
              2 │ \tint x = y;
                │ \t        ^
            1 problem
            """
                .formatted(file));
  }

  @Test
  void mistakeWithoutASourceHasNoFrame() {
    ProblemPrinter.print(
        screen.terminal(),
        List.of(
            new Problem(new Place.InTarget("nope.java"), "there is no such file", "", ""),
            new Problem(new Place.InClass("demo.A", "embed"), "it is private", "", "")));
    assertThat(screen.err())
        .isEqualTo(
            """
            nope.java: there is no such file
            demo.A#embed: it is private
            2 problems
            """);
  }
}

package dev.carafe.image.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFrameTest {
  @TempDir Path root;

  @Test
  void theLineIsShownWithACaretBelow() throws IOException {
    Path file = Files.writeString(root.resolve("A.java"), "first\n\tint x = wrong;\n");
    var problem = new Problem(new Place.InSource(file, 2, 10, 5), "what", "why", "edit");

    assertThat(CodeFrame.of(problem))
        .isEqualTo(
            """
            %s:2:10: what
              2 | \tint x = wrong;
                | \t        ^^^^^
              why
              → edit"""
                .formatted(file));
  }

  @Test
  void withoutASourceThereIsTextAlone() {
    var problem = new Problem(new Place.InClass("demo.A", "run"), "what", "", "edit");

    assertThat(CodeFrame.of(problem)).isEqualTo("demo.A#run: what\n  → edit");
  }

  @Test
  void aFileThatIsGoneIsNoProblem() {
    var problem = new Problem(new Place.InSource(root.resolve("B"), 9, 1, 1), "what", "", "");

    assertThat(CodeFrame.of(problem)).endsWith("B:9:1: what");
  }
}

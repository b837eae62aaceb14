package dev.carafe.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CliReferenceTest {
  private static final String START = "<!-- made from the command line's own model";

  /// `docs/cli.md` has a part written by hand and, from a mark on, the reference. To write the
  /// reference anew: `mvn -Dquick test -pl cli -am -Dcarafe.docs=write -Dtest=CliReferenceTest
  /// -Dsurefire.failIfNoSpecifiedTests=false`.
  @Test
  void referenceOfTheCommandLineIsUpToDate() throws IOException {
    Path file = Page.root().resolve("docs/cli.md");
    String text = Files.readString(file);
    int mark = text.indexOf('\n', text.indexOf(START)) + 1;
    String wanted = text.substring(0, mark) + "\n" + CliReference.text();
    if ("write".equals(System.getProperty("carafe.docs"))) {
      Files.writeString(file, wanted);
      return;
    }
    assertThat(text)
        .as("docs/cli.md; write it anew with -Dcarafe.docs=write, as CONTRIBUTING.md says")
        .isEqualTo(wanted);
  }
}

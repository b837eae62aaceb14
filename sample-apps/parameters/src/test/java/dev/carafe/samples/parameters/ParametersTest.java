package dev.carafe.samples.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParametersTest {
  @TempDir Path folder;

  @Test
  void eachModelKnowsItsOwnLanguage() {
    var run = SampleCommand.in(folder).runSample();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("What a lovely day +english \\+2 +german \\+0")
        .containsPattern("Was ist das Wetter furchtbar +english \\+0 +german -2");
  }
}

package dev.carafe.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.samples.running.SampleCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HelloTest {
  @TempDir Path folder;

  @Test
  void aSingleFileIsAnApp() {
    var run = SampleCommand.in(folder).runTarget("sample-apps/hello/Hello.java", "--name", "World");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Hello, World, from process ");
  }

  @Test
  void aSingleFileNamesItsLibraries() {
    var run =
        SampleCommand.in(folder)
            .runTarget("sample-apps/hello/Sounds.java", "--first", "night", "--second", "knight");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualToIgnoringNewLines("true");
  }
}

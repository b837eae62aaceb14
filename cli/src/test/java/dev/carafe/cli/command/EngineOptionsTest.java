package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.cli.output.Screen;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineOptionsTest {
  private static final Shell NOWHERE =
      new Shell(
          Screen.plain().terminal(),
          InputStream.nullInputStream(),
          Map.of(),
          Path.of("/nowhere"),
          new Installation(List.of(), List.of(), Path.of("/nowhere")));

  private final EngineOptions options = new EngineOptions();

  @Test
  void engineThatARunningServerCannotFollowIsRefusedWithTheEdit() {
    options.engine = Optional.of("docker");
    assertThatThrownBy(() -> options.requireNone("a server runs already at 127.0.0.1:7460"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--engine docker cannot be followed: a server runs already")
        .hasMessageContaining("carafe server stop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H100:x | like \"A100:2\": \"H100:x\"",
        "H100:0 | a GPU count is 1 to 16: 0",
        "L4,any:2 | \"any\" is no type of a GPU",
        "none,L4 | \"none\" is no type of a GPU"
      })
  void gpusThatAreNoInventoryAreRefusedWithTheForm(String gpus, String why) {
    options.gpus = gpus;
    assertThatThrownBy(() -> options.server(NOWHERE, "127.0.0.1:0"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--gpus " + gpus + " declares no inventory")
        .hasMessageContaining(why)
        .hasMessageContaining("H100:2,L4:1");
  }

  @Test
  void anyServerWillDoWhenNoneIsAskedFor() {
    assertThatCode(() -> options.requireNone("a server")).doesNotThrowAnyException();
  }
}

package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EngineOptionsTest {
  private final EngineOptions options = new EngineOptions();

  @Test
  void engineThatARunningServerCannotFollowIsRefusedWithTheEdit() {
    options.engine = Optional.of("docker");
    assertThatThrownBy(() -> options.requireNone("a server runs already at 127.0.0.1:7460"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--engine docker cannot be followed: a server runs already")
        .hasMessageContaining("carafe server stop");
  }

  @Test
  void anyServerWillDoWhenNoneIsAskedFor() {
    assertThatCode(() -> options.requireNone("a server")).doesNotThrowAnyException();
  }
}

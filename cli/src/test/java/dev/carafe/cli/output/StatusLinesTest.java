package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusLinesTest {
  @Test
  void whereNobodyWatchesNothingIsShown() {
    Screen screen = Screen.plain();
    try (StatusLines lines = StatusLines.on(screen.terminal())) {
      assertThat(lines.shown()).isFalse();
      lines.show(List.of("containers  none"));
    }
    assertThat(screen.err() + screen.out()).isEmpty();
  }
}

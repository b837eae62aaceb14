package dev.carafe.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.control.CallRow;
import dev.carafe.client.control.ContainerRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServedLinesTest {
  private final ServedLines lines = new ServedLines(Screen.live().terminal());

  @Test
  void containersAreCountedByFunctionAndState() {
    assertThat(
            lines.of(
                List.of(
                    container("Counter", "IDLE"),
                    container("Counter", "BUSY"),
                    container("Counter", "IDLE"),
                    container("greet", "PULLING_IMAGE")),
                List.of(),
                Optional.empty()))
        .containsExactly(
            "containers  Counter 1 busy, 2 idle  ·  greet 1 pulling image",
            "calls       none yet",
            "last error  none");
  }

  @Test
  void callsAreCountedByTheirEndWithTheNewestNamed() {
    assertThat(
            lines.of(
                List.of(),
                List.of(
                    call("Counter.next", "failed"),
                    call("greet", "succeeded"),
                    call("greet", "succeeded")),
                Optional.empty()))
        .containsExactly(
            "containers  none; the first call starts one",
            "calls       1 failed, 2 succeeded  ·  newest: Counter.next failed",
            "last error  none");
  }

  @Test
  void anErrorThatIsNotMendedIsTheLastLine() {
    assertThat(lines.of(List.of(), List.of(), Optional.of("Tally.java:12:52: no cuont")))
        .last()
        .isEqualTo("last error  Tally.java:12:52: no cuont");
  }

  private static ContainerRow container(String function, String state) {
    return new ContainerRow(
        "ct-1", "tally", function, state, "", "local", List.of(), 0, Optional.empty());
  }

  private static CallRow call(String function, String state) {
    return new CallRow(
        "ca-1", "tally", function, "remote", state, Instant.EPOCH, Optional.empty(), 1);
  }
}

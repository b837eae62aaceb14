package dev.carafe.model.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class EndWordsTest {
  @Test
  void aFullHeapIsSaidWithItsLimitAndTheElementToRaise() {
    String heap =
        EndWords.heapFull(
                List.of("x", "Terminating due to java.lang.OutOfMemoryError: Java heap space"))
            .orElseThrow();

    assertThat(EndWords.outOfMemory(OptionalLong.of(160 << 20), heap))
        .isEqualTo(
            "killed: out of memory (limit 160 MiB): Java heap space. Raise memoryLimit on its @Function or @Cls");
    assertThat(EndWords.outOfMemory(OptionalLong.empty(), ""))
        .isEqualTo(
            "killed: out of memory (no limit set, heap full). Raise memory on its @Function or @Cls");
  }

  @Test
  void codesAboveOneHundredAndTwentyEightAreSignals() {
    assertThat(EndWords.exit(0)).isEqualTo("exit code 0");
    assertThat(EndWords.exit(128)).isEqualTo("exit code 128");
    assertThat(EndWords.exit(137)).isEqualTo("killed by signal 9 (SIGKILL)");
    assertThat(EndWords.exit(159)).isEqualTo("killed by signal 31 (?)");
  }
}

package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carafe.client.Carafe;
import dev.carafe.client.FunctionTimeoutException;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.journey.Ends.Looper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Alone in its class: the loop has 30 s of grace, in which other classes run.
@CarafeTest(apps = Ends.class)
@Timeout(400)
final class EndlessLoopTest {
  @Test
  void aLoopThatHeedsNothingTimesOutAtOnceAndItsContainerIsReplaced(Carafe carafe) {
    var looper = carafe.cls(Looper.class);
    String before = looper.remote(Looper::container);

    assertThatExceptionOfType(FunctionTimeoutException.class)
        .isThrownBy(() -> looper.remote(Looper::loops))
        .withMessageContaining("ends/Looper.loops")
        .withMessageContaining("timeout of 10s");
    assertThat(LiveContainers.of(carafe)).as("it is still within its grace").contains(before);

    String after = looper.remote(Looper::container);
    assertThat(after).isNotEqualTo(before);
    assertThat(LiveContainers.of(carafe)).as("the old one is gone").doesNotContain(before);
  }
}

package dev.carafe.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeparturesTest {
  private long now = 1;
  private int sent;
  private final Departures departures = new Departures(() -> sent++, () -> now);

  @Test
  void resultsLeaveTogetherOnceTheirThreadIsThrough() {
    departures.returned(now);
    departures.returned(now);
    assertThat(departures.holding()).isTrue();
    assertThat(sent).isZero();
    assertThat(departures.release()).isTrue();
    assertThat(sent).isEqualTo(1);
    assertThat(departures.holding()).isFalse();
  }

  @Test
  void theResultOfARunThatTookLongLeavesAtOnce() {
    long began = now;
    now += Duration.ofMillis(1).toNanos();
    departures.returned(began);
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void resultsDoNotWaitForManyShortRuns() {
    departures.returned(now);
    now += Duration.ofMillis(1).toNanos();
    departures.returned(now);
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void nothingIsSentWhereNothingIsHeld() {
    assertThat(departures.release()).isFalse();
    assertThat(sent).isZero();
  }
}

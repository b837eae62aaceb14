package dev.carafe.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeparturesTest {
  private long now = 1;
  private int sent;
  private final Departures departures = new Departures(() -> sent++, () -> now);

  @Test
  void aResultThatIsAloneLeavesAtOnce() {
    for (int call = 1; call <= 3; call++) {
      departures.starting(1);
      departures.started();
      departures.returned();
      assertThat(sent).isEqualTo(call);
    }
  }

  @Test
  void resultsOfInputsThatCameTogetherLeaveTogether() {
    oneLeaves();
    departures.starting(3);
    departures.started();
    departures.returned();
    departures.started();
    departures.returned();
    assertThat(sent).as("two are held, as the third is about to start").isEqualTo(1);
    departures.started();
    assertThat(sent).as("the third may run for long").isEqualTo(2);
    departures.returned();
    assertThat(sent).isEqualTo(3);
  }

  @Test
  void aResultIsNotHeldWhereOthersTakeLongToStart() {
    oneLeaves();
    departures.starting(2);
    departures.started();
    now += Duration.ofMillis(1).toNanos();
    departures.returned();
    assertThat(sent).isEqualTo(2);
  }

  @Test
  void theTickerReleasesWhatIsHeld() {
    oneLeaves();
    departures.starting(2);
    departures.started();
    departures.returned();
    assertThat(departures.release()).isTrue();
    assertThat(sent).isEqualTo(2);
    assertThat(departures.release()).isFalse();
  }

  private void oneLeaves() {
    departures.starting(1);
    departures.started();
    departures.returned();
    assertThat(sent).isEqualTo(1);
  }
}

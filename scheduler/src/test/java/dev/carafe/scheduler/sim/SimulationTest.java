package dev.carafe.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import org.junit.jupiter.api.Test;

/// `-Dcarafe.seed=N` replays one history and prints it; `-Dcarafe.histories=N` runs that many.
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("carafe.histories", 3_000);

  @Test
  void everyHistoryKeepsTheRules() {
    Long one = Long.getLong("carafe.seed");
    if (one != null) {
      run(one, true);
      return;
    }
    for (long seed = 1; seed <= HISTORIES; seed++) {
      run(seed, false);
    }
  }

  private static void run(long seed, boolean told) {
    var history = new History(seed);
    try {
      history.run();
    } catch (RuntimeException e) {
      throw new AssertionError(
          "Simulated history %d broke a rule after %d steps: %s. Replay it with -Dcarafe.seed=%d"
              .formatted(seed, history.steps.size(), e.getMessage(), seed),
          e);
    } finally {
      if (told) {
        System.out.println(history.story());
      }
    }
  }

  @Test
  void theSameHistoryGivesTheSameActionsAndState() {
    for (long seed = 1; seed <= 50; seed++) {
      var history = new History(seed);
      history.run();
      Scheduler again = new Scheduler(Settings.DEFAULT, history.schedulerSeeds.getFirst());
      int scheduler = 0;
      for (History.Step step : history.steps) {
        if (step.scheduler() != scheduler) {
          scheduler = step.scheduler();
          again = new Scheduler(Settings.DEFAULT, history.schedulerSeeds.get(scheduler));
        }
        assertThat(again.decide(step.at(), step.event())).isEqualTo(step.actions());
      }
      assertThat(again.snapshot(history.now)).isEqualTo(history.scheduler.snapshot(history.now));
    }
  }
}

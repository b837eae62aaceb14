package dev.carafe.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {

  @Test
  void alarmsComeInTheOrderOfTheirTimesWhateverIsSetAnewOrCancelled() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      var timers = new Timers();
      var set = new ArrayList<Timer>();
      for (int i = 0; i < 100; i++) {
        var timer = new Timer(new Pool(Harness.POOL, Specs.spec().build(), new Family()));
        set.add(timer);
        timers.set(timer, random.nextInt(50));
      }
      for (int i = 0; i < 100; i++) {
        Timer timer = set.get(random.nextInt(set.size()));
        if (random.nextInt(3) == 0) {
          timers.cancel(timer);
        } else {
          timers.set(timer, random.nextInt(50));
        }
      }
      List<Long> wanted =
          set.stream()
              .filter(Timer::isSet)
              .map(t -> t.due)
              .sorted(Comparator.naturalOrder())
              .toList();
      var rung = new ArrayList<Long>();
      for (Timer t = timers.takeDue(50); t != null; t = timers.takeDue(50)) {
        rung.add(t.due);
      }
      assertThat(rung).isEqualTo(wanted);
      assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }
  }
}

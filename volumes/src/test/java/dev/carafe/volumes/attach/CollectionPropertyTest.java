package dev.carafe.volumes.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever goes on while a collection runs, it takes nothing that a version, a container, or an
/// upload within the grace time needs; and what nothing needs, it takes.
class CollectionPropertyTest {
  private static final int HISTORIES = Integer.getInteger("carafe.histories", 4) * 5;
  private static final long FIRST = Long.getLong("carafe.seed", System.nanoTime());
  private static final int STEPS = 60;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 30})
  void aCollectionTakesOnlyWhatNothingNeeds(long graceMinutes) {
    Duration grace = Duration.ofMinutes(graceMinutes);
    long freed = 0;
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      Storehouse house = new Storehouse(directory.resolve(graceMinutes + "-" + seed), seed, grace);
      try {
        for (int i = 0; i < STEPS; i++) {
          house.step();
          house.check();
        }
        freed += house.freed();
        assertThat(house.leftWhenAllIsGone()).isZero();
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError(
            "replay with -Dcarafe.seed=%d, grace %s:%n%s"
                .formatted(seed, grace, String.join("\n", house.done())),
            e);
      }
    }
    assertThat(freed > 0 || graceMinutes == 30).as("something was collected on the way").isTrue();
  }
}

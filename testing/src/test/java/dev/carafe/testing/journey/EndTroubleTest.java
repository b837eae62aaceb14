package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carafe.client.Carafe;
import dev.carafe.client.ContainerLostException;
import dev.carafe.client.FunctionTimeoutException;
import dev.carafe.client.RemoteException;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.journey.Ends.Looper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@CarafeTest(apps = Ends.class)
@Timeout(400)
final class EndTroubleTest {
  @Test
  void aMethodThatExitsLosesItsContainerAndNamesTheExitCode(Carafe carafe) {
    var lost =
        catchThrowableOfType(ContainerLostException.class, () -> carafe.remote(Ends::exits, 42));

    assertThat(lost)
        .hasMessageContaining("ends/exits")
        .hasMessageContaining("9 times")
        .hasMessageContaining("exit code 42");
    assertThat(lost.logTail()).contains("about to exit");
  }

  @Test
  void aLostContainerUsesUpNoRetry(Carafe carafe) {
    assertThat(carafe.remote(Ends::haltsOnce)).isEqualTo(2);
  }

  @Test
  void aFullHeapIsNamedWithTheLimitAndTheEdit(Carafe carafe) {
    var lost = catchThrowableOfType(ContainerLostException.class, () -> carafe.remote(Ends::fills));

    assertThat(lost)
        .hasMessageContaining("2 times")
        .hasMessageContaining("out of memory")
        .hasMessageContaining("160 MiB")
        .hasMessageContaining("memoryLimit");
  }

  @Test
  void anExceptionIsTriedAgainAsOftenAsSaidThenThrownWithTheLastLog(Carafe carafe) {
    var failure =
        catchThrowableOfType(RemoteException.class, () -> carafe.remote(Ends::throwsAlways));

    assertThat(failure.attempt()).isEqualTo(3);
    assertThat(failure).cause().hasMessage("no luck in attempt 3");
    assertThat(failure.logTail()).contains("attempt 3");
  }

  @Test
  void aMethodThatHeedsTheInterruptGivesItsSlotBack(Carafe carafe) {
    var looper = carafe.cls(Looper.class);
    String before = looper.remote(Looper::container);

    var late =
        catchThrowableOfType(FunctionTimeoutException.class, () -> looper.remote(Looper::sleeps));

    assertThat(late)
        .hasMessageContaining("ends/Looper.sleeps")
        .hasMessageContaining("timeout of 10s");
    assertThat(looper.remote(Looper::container)).isEqualTo(before);
  }
}

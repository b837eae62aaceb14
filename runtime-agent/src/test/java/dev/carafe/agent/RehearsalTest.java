package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RehearsalTest {

  @Test
  void aStartCanBeRehearsedInAJvmThatIsToBeAContainerLater() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    for (String address : List.of("127.0.0.1:1", "unix:/somewhere")) {
      assertThat(Rehearsal.before(address)).as(address).isZero();

      assertThat(System.out).isSameAs(out);
      assertThat(System.err).isSameAs(err);
      for (Thread left : threads()) {
        left.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(left.isAlive()).as(left.getName()).isFalse();
      }
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("carafe-"))
        .toList();
  }
}

package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.RunningCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Steps.class)
@Timeout(400)
final class ClientKilledTest {
  @TempDir Path folder;

  @Test
  void aCallOfAKilledClientIsCancelledInItsContainerWhichThenServesOthers(Carafe carafe) {
    Journal journal = Journal.in(folder);
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    try (RunningCommand caller = command.start("call", "steps/work", journal.file().toString())) {
      journal.awaitLast("begun");

      caller.kill();

      journal.awaitLast("interrupted");
    }
    Eventually.is(
        "the call is cancelled",
        () -> carafe.control().calls("steps", 1).getFirst().state().contains("cancel"),
        () -> carafe.control().calls("steps", 1).toString());
    journal.letGo();
    assertThat(carafe.remote(Steps::work, journal.file().toString())).isEqualTo("done after all");
    assertThat(carafe.control().containers("steps", true)).hasSize(1);
  }

  @Test
  void aRunThatIsKilledLeavesNoAppAndNoProcess(Carafe carafe) {
    Journal journal = Journal.in(folder);
    Source.write(
        folder,
        "Waiter",
        """
        @App("waiter")
        public class Waiter {
          @Function public static String hang(String journal) throws Exception {
            java.nio.file.Files.writeString(java.nio.file.Path.of(journal), "begun\\n");
            Thread.sleep(600_000);
            return "";
          }
        }
        """);
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    int before = ContainerProcesses.of(carafe).size();
    try (RunningCommand run =
        command.start("run", "Waiter.java", "--journal", journal.file().toString())) {
      journal.awaitLast("begun");
      assertThat(carafe.control().apps()).extracting("state").contains("ephemeral");

      run.kill();

      Eventually.is(
          "its app is gone",
          () -> carafe.control().apps().stream().noneMatch(a -> a.state().equals("ephemeral")),
          () -> carafe.control().apps().toString());
      Eventually.is(
          "its container is gone",
          () -> ContainerProcesses.of(carafe).size() <= before,
          () -> ContainerProcesses.of(carafe).toString());
    }
  }
}

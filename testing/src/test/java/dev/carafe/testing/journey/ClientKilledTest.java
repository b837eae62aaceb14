package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import dev.carafe.testing.RunningCommand;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Steps.class)
@Timeout(400)
final class ClientKilledTest {
  /// More than is got before it is told.
  private static final long LARGE = 1L << 30;

  @TempDir Path folder;

  @Test
  void aCallOfAKilledClientIsCancelledInItsContainerWhichThenServesOthers(Carafe carafe) {
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    try (Journal journal = Journal.open();
        RunningCommand caller = command.start("call", "steps/work", journal.url())) {
      journal.awaitLast("begun");

      caller.kill();

      journal.awaitLast("interrupted");
      Eventually.is(
          "the call is cancelled",
          () -> carafe.control().calls("steps", 1).getFirst().state().contains("cancel"),
          () -> carafe.control().calls("steps", 1).toString());
      Eventually.is(
          "its container is idle again",
          () -> carafe.control().containers("steps", false).getFirst().state().equals("IDLE"),
          () -> carafe.control().containers("steps", false).toString());
      journal.letGo();
      assertThat(carafe.remote(Steps::work, journal.url())).isEqualTo("done after all");
      assertThat(carafe.control().containers("steps", true)).hasSize(1);
    }
  }

  @Test
  void aGetThatIsToldToStopLeavesNothingOfAFileThatIsNotWhole(Carafe carafe) throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength(LARGE);
    }
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    assertThat(command.run("volume", "create", "broken-off").exitCode()).isZero();
    assertThat(command.run("volume", "put", "broken-off", "large").exitCode()).isZero();
    Path to = Files.createDirectory(folder.resolve("to"));
    try (RunningCommand get = command.start("volume", "get", "broken-off", "/large", "to/")) {
      Eventually.is("a part is there", () -> to.toFile().list().length > 0, get::err);

      assertThat(ProcessHandle.of(get.pid()).orElseThrow().destroy()).isTrue();

      assertThat(get.await(60, TimeUnit.SECONDS)).isEqualTo(143);
      assertThat(to).isEmptyDirectory();
    }
  }

  @Test
  void aRunThatIsKilledLeavesNoAppAndNoProcess(Carafe carafe) {
    Source.write(
        folder,
        "Waiter",
        """
        @App("waiter")
        public class Waiter {
          @Function public static String hang(String journal) throws Exception {
            var begun =
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(journal))
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("begun"))
                    .build();
            java.net.http.HttpClient.newHttpClient()
                .send(begun, java.net.http.HttpResponse.BodyHandlers.discarding());
            Thread.sleep(600_000);
            return "";
          }
        }
        """);
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    int before = LiveContainers.of(carafe).size();
    try (Journal journal = Journal.open();
        RunningCommand run = command.start("run", "Waiter.java", "--journal", journal.url())) {
      journal.awaitLast("begun");
      assertThat(carafe.control().apps()).extracting("state").contains("ephemeral");

      run.kill();

      Eventually.is(
          "its app is gone",
          () -> carafe.control().apps().stream().noneMatch(a -> a.state().equals("ephemeral")),
          () -> carafe.control().apps().toString());
      Eventually.is(
          "its container is gone",
          () -> LiveContainers.of(carafe).size() <= before,
          () -> LiveContainers.of(carafe).toString());
    }
  }
}

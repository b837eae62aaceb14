package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
final class ServerStopTest {
  @TempDir Path folder;

  @Test
  void aServerThatIsStoppedRunsTheExitHooksAndLeavesNoProcess() {
    try (Journal journal = Journal.open();
        ServerProcess server =
            ServerProcess.start(folder, folder.resolve("data"), ServerProcess.ownAddress())) {
      server.deploy(Farewell.class);
      try (Carafe carafe = server.connect()) {
        var guest = carafe.cls(Farewell.Guest.class).with("journal", journal.url());
        assertThat(guest.remote(Farewell.Guest::container)).isIn(server.containers());
      }

      CarafeCommand.Result stop = server.command().run("server", "stop");

      assertThat(stop.exitCode()).as(stop.err()).isZero();
      assertThat(journal.lines()).containsExactly("good-bye");
      assertThat(server.left()).isEmpty();
    }
  }

  @Test
  void aRunEndsWithTheExitHooksOfItsContainers() {
    try (Journal journal = Journal.open()) {
      CarafeCommand.Result run =
          CarafeCommand.in(folder)
              .with("CLASSPATH", Path.of("target/test-classes").toAbsolutePath().toString())
              .run(
                  "run",
                  Farewell.class.getName() + "::Guest.container",
                  "--journal",
                  journal.url());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(journal.lines()).containsExactly("good-bye");
      assertThat(run.err()).contains("leaving for good");
      assertThat(LiveContainers.leftBy(folder.resolve("data"))).isEmpty();
    }
  }
}

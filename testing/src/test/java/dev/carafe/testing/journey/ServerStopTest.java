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
    Path book = folder.resolve("book");
    try (ServerProcess server =
        ServerProcess.start(folder, folder.resolve("data"), ServerProcess.freeAddress())) {
      server.deploy(Farewell.class);
      try (Carafe carafe = server.connect()) {
        var guest = carafe.cls(Farewell.Guest.class).with("book", book.toString());
        assertThat(guest.remote(Farewell.Guest::pid)).isIn(server.containers());
      }

      CarafeCommand.Result stop = server.command().run("server", "stop");

      assertThat(stop.exitCode()).as(stop.err()).isZero();
      assertThat(book).hasContent("good-bye\n");
      assertThat(server.containers()).isEmpty();
    }
  }

  @Test
  void aRunEndsWithTheExitHooksOfItsContainers() {
    Path book = folder.resolve("book");
    CarafeCommand.Result run =
        CarafeCommand.in(folder)
            .with("CLASSPATH", Path.of("target/test-classes").toAbsolutePath().toString())
            .run(
                "run",
                "--engine",
                "process",
                Farewell.class.getName() + "::Guest.pid",
                "--book",
                book.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(book).hasContent("good-bye\n");
    assertThat(ContainerProcesses.of(folder.resolve("data"))).isEmpty();
  }
}

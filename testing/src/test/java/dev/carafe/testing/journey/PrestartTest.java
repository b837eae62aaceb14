package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
final class PrestartTest {
  private static final Pattern WAITS = Pattern.compile("container=(\\S+) waits");

  @TempDir Path folder;

  @Test
  void aContainerThatWaitedGetsTheNewestVersionOfItsVolumeAndTheNameItIsKnownBy() {
    Path data = folder.resolve("data");
    String address = ServerProcess.ownAddress();
    try (ServerProcess server = ServerProcess.start(folder, data, address, "--prestart", "1")) {
      server.deploy(Shelves.class);
      try (Carafe carafe = server.connect()) {
        assertThat(carafe.remote(Shelves::add, "one")).endsWith(": ");
        String first = running(carafe);
        Eventually.is("one waits", () -> spare(server).isPresent(), server::said);
        String spare = spare(server).orElseThrow();
        carafe.control().stopContainer(first);
        Eventually.is("it stops", () -> containers(carafe).isEmpty(), () -> "it runs on");

        String second = carafe.remote(Shelves::add, "two");

        assertThat(second).isEqualTo(spare + ": one");
        assertThat(running(carafe)).isEqualTo(spare);
        var exec = server.command().run("container", "exec", spare, "ls", "/shelves");
        assertThat(exec.out()).as(exec.err()).isEqualTo("one\ntwo\n");
        carafe.control().stopContainer(running(carafe));
        Eventually.is("it stops too", () -> containers(carafe).isEmpty(), () -> "it runs on");
        assertThat(carafe.remote(Shelves::add, "three")).endsWith(": one two");

        Eventually.is("one more waits", () -> isFree(server, carafe, spare), server::said);
        String frozen = spare(server).orElseThrow();
        LiveContainers.freeze(data, frozen);
        carafe.control().stopContainer(running(carafe));
        Eventually.is("it stops as well", () -> containers(carafe).isEmpty(), () -> "it runs on");
        assertThat(carafe.remote(Shelves::add, "four"))
            .as("a call does not wait for a container that is frozen")
            .isEqualTo(frozen + ": one three two");
        assertThat(server.said()).contains("is started anew");
      }
      assertThat(server.command().run("server", "stop").exitCode()).isZero();
      Eventually.is(
          "nothing outlives a server that was stopped",
          () -> server.left().isEmpty(),
          () -> server.left().toString());
    }
  }

  private static boolean isFree(ServerProcess server, Carafe carafe, String used) {
    String spare = spare(server).orElseThrow();
    return !spare.equals(used) && !containers(carafe).contains(spare);
  }

  private static String running(Carafe carafe) {
    return containers(carafe).getFirst();
  }

  private static List<String> containers(Carafe carafe) {
    return carafe.control().containers("shelves", false).stream().map(row -> row.id()).toList();
  }

  /// The last one of which the server has said that it waits.
  private static Optional<String> spare(ServerProcess server) {
    return WAITS.matcher(server.said()).results().map(found -> found.group(1)).reduce((_, b) -> b);
  }
}

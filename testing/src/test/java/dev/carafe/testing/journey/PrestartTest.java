package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
final class PrestartTest {
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
        Eventually.is("one waits", () -> waiting(data).size() == 1, () -> waiting(data).toString());
        String spare = waiting(data).getFirst();
        carafe.control().stopContainer(first);
        Eventually.is("it stops", () -> containers(carafe).isEmpty(), () -> "it runs on");

        String second = carafe.remote(Shelves::add, "two");

        assertThat(second).isEqualTo(running(carafe) + ": one");
        assertThat(data.resolve("prestarted").resolve(spare)).hasContent(running(carafe));
        var exec = server.command().run("container", "exec", running(carafe), "ls", "/shelves");
        assertThat(exec.out()).as(exec.err()).isEqualTo("one\ntwo\n");
        carafe.control().stopContainer(running(carafe));
        Eventually.is("it stops too", () -> containers(carafe).isEmpty(), () -> "it runs on");
        assertThat(carafe.remote(Shelves::add, "three")).endsWith(": one two");
      }
      assertThat(server.command().run("server", "stop").exitCode()).isZero();
      Eventually.is(
          "nothing outlives a server that was stopped",
          () -> server.left().isEmpty(),
          () -> server.left().toString());
    }
  }

  private static String running(Carafe carafe) {
    return containers(carafe).getFirst();
  }

  private static List<String> containers(Carafe carafe) {
    return carafe.control().containers("shelves", false).stream().map(row -> row.id()).toList();
  }

  /// The names of those that wait, by the folders of both engines.
  private static List<String> waiting(Path data) {
    return Stream.of("containers", "docker")
        .map(data::resolve)
        .filter(Files::isDirectory)
        .flatMap(PrestartTest::below)
        .filter(container -> Files.exists(container.resolve("waiting")))
        .filter(container -> !Files.exists(data.resolve("prestarted").resolve(name(container))))
        .map(PrestartTest::name)
        .toList();
  }

  private static String name(Path container) {
    return container.getFileName().toString();
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Call;
import dev.carafe.client.Carafe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
final class ServerKilledTest {
  @TempDir Path folder;

  @Test
  void aSpawnedCallOutlivesItsServerAndIsDoneOnceInTheContainerThatHadIt() {
    Path data = folder.resolve("data");
    String address = ServerProcess.ownAddress();
    String id;
    Set<String> containers;
    try (Journal journal = Journal.open();
        ServerProcess first = ServerProcess.start(folder, data, address)) {
      first.deploy(Steps.class);
      try (Carafe carafe = first.connect()) {
        id = carafe.spawn(Steps::work, journal.url()).id();
      }
      journal.awaitLast("begun");
      containers = first.containers();
      assertThat(containers).isNotEmpty();

      first.kill();

      assertThat(first.containers()).as("they live on").isEqualTo(containers);
      try (ServerProcess second = ServerProcess.start(folder, data, address);
          Carafe carafe = second.connect()) {
        journal.letGo();
        Call<String> call = carafe.call(id, String.class);
        assertThat(call.get(Duration.ofSeconds(200))).isEqualTo("done after all");
        assertThat(begun(journal)).as("containers that ran it").hasSize(1);
        assertThat(journal.lines()).filteredOn("done"::equals).hasSize(1);

        assertThat(second.command().run("server", "stop").exitCode()).isZero();
        Eventually.is(
            "no container outlives a server that was stopped",
            () -> second.left().isEmpty(),
            () -> second.left().toString());
      }
    }
  }

  private static Set<String> begun(Journal journal) {
    return journal.lines().stream()
        .filter(line -> line.startsWith("begun"))
        .collect(Collectors.toSet());
  }

  @Test
  void aSpawnedCallWhoseContainerDiedWithTheServerIsDoneByAnother() {
    Path data = folder.resolve("data");
    String address = ServerProcess.ownAddress();
    try (Journal journal = Journal.open();
        ServerProcess first = ServerProcess.start(folder, data, address)) {
      first.deploy(Steps.class);
      String id;
      try (Carafe carafe = first.connect()) {
        id = carafe.spawn(Steps::work, journal.url()).id();
      }
      journal.awaitLast("begun");
      Set<String> before = first.containers();

      first.kill();
      before.forEach(container -> LiveContainers.kill(data, container));
      journal.letGo();

      try (ServerProcess second = ServerProcess.start(folder, data, address);
          Carafe carafe = second.connect()) {
        assertThat(carafe.call(id, String.class).get(Duration.ofSeconds(200)))
            .isEqualTo("done after all");
        assertThat(begun(journal)).as("containers that ran it").hasSize(2);
        assertThat(second.containers()).doesNotContainAnyElementsOf(before);
      }
    }
  }
}

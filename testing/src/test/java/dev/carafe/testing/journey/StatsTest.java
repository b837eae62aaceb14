package dev.carafe.testing.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.client.Carafe;
import dev.carafe.client.control.ContainerStats;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.CarafeTest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@CarafeTest(apps = Bench.class, secrets = @CarafeTest.Secret(name = "ink", values = "INK=blue"))
@Timeout(400)
final class StatsTest {
  @TempDir Path folder;

  @Test
  void whatContainersUseStandsBesideWhatTheyReserve(Carafe carafe) {
    carafe.remote(Bench::put, "one");
    String container = carafe.control().containers("bench", false).getFirst().id();

    List<ContainerStats> measured = carafe.control().containerStats("bench", List.of());
    assertThat(measured).extracting(ContainerStats::id).containsExactly(container);
    ContainerStats stats = measured.getFirst();
    assertThat(stats.memoryBytes().orElseThrow()).isBetween(16L << 20, 4L << 30);
    assertThat(stats.cpuReserved()).isEqualTo(0.125);
    assertThat(stats.threads()).isPositive();

    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    var table = command.run("container", "stats", container);
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out().lines()).hasSize(2);
    assertThat(table.out()).contains("CPU", "MEMORY", container).contains(" 128 MiB");
    assertThat(command.run("container", "stats", "--app", "other").err())
        .contains("No containers run.");
    assertThat(command.run("container", "stats", "ct-nobody").err())
        .contains("There is no container ct-nobody");
  }

  @Test
  void theyAreMeasuredAgainUntilNobodyReadsOn(Carafe carafe) {
    carafe.remote(Bench::put, "two");
    CarafeCommand command = CarafeCommand.in(folder).withServer(carafe.address());
    List<String> threeLines = List.of("sh", "-c", "\"$0\" \"$@\" | head -n 3");

    try (var follow = command.startWithin(threeLines, "container", "stats", "-f")) {
      assertThat(follow.await(120, TimeUnit.SECONDS)).as(follow.err()).isZero();
      assertThat(follow.out().lines().filter(line -> line.startsWith("CONTAINER"))).hasSize(2);
      assertThat(follow.err()).isEmpty();
    }
  }
}

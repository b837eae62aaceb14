package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import dev.carafe.docker.NeedsDocker;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
@Timeout(120)
class SandboxesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temp;
  private final String first = "ct-" + UUID.randomUUID().toString().substring(0, 8);
  private final String second = first + "-2";
  private EngineUnderTest under;

  @BeforeEach
  void open() {
    under = new EngineUnderTest(temp.resolve("data"));
  }

  @AfterEach
  void close() {
    under.engine.close();
    assertThat(sandboxes()).isEmpty();
    under.close();
  }

  @Test
  void containersOfOneAppShareANetworkThatGoesWithTheLastOfThem() throws Exception {
    under.start(first, "facts", "sleep");
    under.start(second, "facts", "sleep");
    assertThat(under.answer(first)).contains("net:eth0,lo");
    under.answer(second);
    String network = network(first);
    assertThat(network(second)).isEqualTo(network);

    end(first);
    assertThat(sandboxes()).contains(network);
    assertThat(under.running(second)).isTrue();
    end(second);
    await("the app's sandbox has gone", () -> !sandboxes().contains(network));
  }

  @Test
  void appsHaveNetworksOfTheirOwn() throws Exception {
    under.start(first, "facts", "sleep");
    under.engine.start(under.startOf("other", second, "facts", "sleep"));
    under.answer(first);
    under.answer(second);
    assertThat(network(second)).isNotEqualTo(network(first));
  }

  @Test
  void aSandboxSeesNothingAndMayDoNothing() throws Exception {
    under.start(first, "facts", "sleep");
    var seen = under.docker().inspectContainerCmd(network(first)).exec();
    assertThat(seen.getConfig().getUser()).isEqualTo("65534:65534");
    assertThat(seen.getHostConfig().getReadonlyRootfs()).isTrue();
    assertThat(seen.getMounts()).isEmpty();
    assertThat(seen.getHostConfig().getSecurityOpts()).containsExactly("no-new-privileges");
  }

  @Test
  void aSandboxThatIsTakenAwayByHandEndsItsContainersAndIsMadeAgain() throws Exception {
    under.start(first, "facts", "sleep");
    under.answer(first);
    String network = network(first);

    under.docker().removeContainerCmd(network).withForce(true).exec();

    ContainerExit exit = under.exit();
    assertThat(exit.container()).isEqualTo(new ContainerId(first));
    assertThat(exit.reason()).isEqualTo("killed: its network, a sandbox in Docker, was taken away");
    under.start(second, "facts", "sleep");
    assertThat(under.answer(second)).contains("net:eth0,lo");
    assertThat(network(second)).isNotEqualTo(network);
  }

  @Test
  void aStartFindsThatItsSandboxHasJustGoneAndTakesAnother() throws Exception {
    under.start(first, "facts", "sleep");
    under.answer(first);
    for (String sandbox : sandboxes()) { // the app's, and the spare one
      under.docker().removeContainerCmd(sandbox).withForce(true).exec();
    }
    under.start(second, "facts", "sleep");
    assertThat(under.exit().container()).isEqualTo(new ContainerId(first));
    assertThat(under.answer(second)).contains("net:eth0,lo");
  }

  @Test
  void aLaterServerKeepsTheSandboxesOfWhatItFindsAndSweepsTheRest() throws Exception {
    under.start(first, "facts", "sleep");
    under.answer(first);
    String network = network(first);
    await("a spare one is there", () -> sandboxes().size() == 2);
    String spare = sandboxes().stream().filter(s -> !s.equals(network)).findFirst().orElseThrow();

    try (var later = new EngineUnderTest(under.data)) {
      assertThat(later.engine.recover()).containsExactly(new ContainerId(first));
      assertThat(sandboxes()).contains(network).doesNotContain(spare);
      later.start(second, "facts", "sleep");
      later.answer(second);
      assertThat(network(second)).isEqualTo(network);
      later.engine.kill(new ContainerId(second));
      later.engine.kill(new ContainerId(first));
      later.exit();
      later.exit();
      await("the app's sandbox has gone", () -> !sandboxes().contains(network));
    }
  }

  private void end(String id) throws InterruptedException {
    under.engine.kill(new ContainerId(id));
    assertThat(under.exit().container()).isEqualTo(new ContainerId(id));
  }

  private String network(String id) {
    return NetworkMode.joined(
            under
                .docker()
                .inspectContainerCmd("carafe-" + id)
                .exec()
                .getHostConfig()
                .getNetworkMode())
        .orElseThrow();
  }

  private List<String> sandboxes() {
    return under
        .docker()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(
            Map.of(Labels.DATA, under.data.toAbsolutePath().toString(), Labels.SANDBOX, ""))
        .exec()
        .stream()
        .map(Container::getId)
        .toList();
  }

  private static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within %s: %s".formatted(PATIENCE, what));
      }
      Thread.sleep(10);
    }
  }
}

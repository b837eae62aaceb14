package dev.carafe.server.prestart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.model.spi.VolumeAttachment;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PrestartingEngineTest {
  private static final Resources SMALL =
      new Resources(
          0.125,
          OptionalDouble.empty(),
          64L << 20,
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of());

  @TempDir Path folder;
  private final WaitingEngine below = new WaitingEngine();
  private final BlockingQueue<ContainerExit> exits = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private PrestartingEngine engine;

  @BeforeEach
  void open() {
    engine = opened(below);
  }

  private PrestartingEngine opened(WaitingEngine under) {
    PrestartingEngine opened =
        new PrestartingEngine(under, 2, new Claims(folder.resolve("claims")), Duration.ZERO, timer);
    opened.onExit(exits::add);
    return opened;
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static ContainerStart start(String id, String service) {
    return start(id, service, List.of(), List.of());
  }

  private static ContainerStart start(
      String id, String service, List<GpuDevice> gpus, List<VolumeAttachment> volumes) {
    return new ContainerStart(
        new ContainerId(id),
        "demo",
        service,
        "image",
        false,
        false,
        SMALL,
        gpus,
        List.of(Path.of("agent.jar")),
        List.of(),
        new byte[] {1},
        Map.of("CARAFE_CONTAINER_ID", id, "INK", "blue"),
        "",
        volumes,
        List.of());
  }

  private ContainerId prestarted() throws Exception {
    ContainerStart ahead = below.ahead.poll(30, TimeUnit.SECONDS);
    assertThat(ahead).as("a container that was started ahead").isNotNull();
    assertThat(ahead.agentConfig()).isEmpty();
    assertThat(ahead.env())
        .containsEntry("CARAFE_CONTAINER_ID", ahead.container().value())
        .containsEntry("INK", "blue");
    timer.submit(() -> {}).get(); // what comes after its start is done too
    return ahead.container();
  }

  @Test
  void theSecondContainerOfAFunctionIsOneThatWaited() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.awaits(spare);

    engine.start(start("ct-2", "Embedder"));

    assertThat(below.claims).containsEntry(spare, new ContainerId("ct-2"));
    assertThat(below.runs).doesNotContainKey(new ContainerId("ct-2"));
    assertThat(prestarted()).as("and the next one waits").isNotEqualTo(spare);
  }

  @Test
  void aClaimedContainerHasTheNameThatItWasClaimedWith() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.awaits(spare);
    ContainerId now = new ContainerId("ct-2");
    engine.start(start("ct-2", "Embedder"));

    int _ = engine.exec(now, List.of("ls"), InputStream.nullInputStream(), below.output());
    assertThat(below.said()).isEqualTo(spare + ": env CARAFE_CONTAINER_ID=ct-2 ls");
    assertThat(engine.usage(now)).isPresent();
    engine.kill(now);
    assertThat(exits.take()).isEqualTo(new ContainerExit(now, 137, false, "killed"));
  }

  @Test
  void anEndIsToldAlthoughTheDiskTakesNothing() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.awaits(spare);
    engine.start(start("ct-2", "Embedder"));
    Path claim = folder.resolve("claims").resolve(spare.value());
    Files.delete(claim);
    Files.createFile(Files.createDirectory(claim).resolve("cannot be removed"));

    engine.kill(new ContainerId("ct-2"));

    assertThat(exits.take().container()).isEqualTo(new ContainerId("ct-2"));
  }

  @Test
  void oneThatDoesNotWaitYetIsLeftToTheNext() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();

    engine.start(start("ct-2", "Embedder"));
    assertThat(below.runs).containsKey(new ContainerId("ct-2"));
    below.awaits(spare);
    engine.start(start("ct-3", "Embedder"));

    assertThat(below.claims).containsExactly(Map.entry(spare, new ContainerId("ct-3")));
  }

  @Test
  void oneThatIsOfNoUseIsRemovedAndTheContainerStartedAnew() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.breaks(spare);

    engine.start(start("ct-2", "Embedder"));

    assertThat(below.runs).containsKey(new ContainerId("ct-2")).doesNotContainKey(spare);
    assertThat(exits).as("nobody knew of it").isEmpty();
  }

  @Test
  void theEndOfOneThatWaitsIsToldToNobody() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.awaits(spare);
    below.kill(spare);

    engine.start(start("ct-2", "Embedder"));

    assertThat(below.runs).containsKey(new ContainerId("ct-2"));
    assertThat(exits).isEmpty();
  }

  @Test
  void theFunctionThatWasUsedLongestAgoHasNoneAnyMore() throws Exception {
    engine.start(start("ct-1", "A"));
    ContainerId first = prestarted();
    engine.start(start("ct-2", "B"));
    ContainerId second = prestarted();
    engine.start(start("ct-3", "C"));
    ContainerId third = prestarted();

    below.awaitGone(first);
    assertThat(below.runs).containsKeys(second, third);
  }

  @Test
  void whatIsAnotherProcessFromItsStartOnIsNotClaimed() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId spare = prestarted();
    below.awaits(spare);
    Path at = Path.of("/tmp");
    var volume = new VolumeAttachment("weights", "/models", true, at, at, at);

    engine.start(start("ct-2", "Embedder", List.of(), List.of(volume)));

    assertThat(below.claims).isEmpty();
    assertThat(prestarted()).as("one with the Volume's place").isNotEqualTo(spare);
  }

  @Test
  void containersWithGpusAreNotStartedAhead() throws Exception {
    engine.start(
        start("ct-1", "Trainer", List.of(new GpuDevice("0", Optional.empty())), List.of()));
    engine.start(start("ct-2", "Embedder"));

    assertThat(below.runs).hasSize(2);
    ContainerId _ = prestarted(); // those are started in order
    assertThat(below.ahead).isEmpty();
    assertThat(below.prestarts).hasValue(1);
  }

  @Test
  void theNextServerKnowsClaimedOnesByTheirNamesAndEndsThoseThatWait() throws Exception {
    engine.start(start("ct-1", "Embedder"));
    ContainerId claimed = prestarted();
    below.awaits(claimed);
    engine.start(start("ct-2", "Embedder"));
    ContainerId waiting = prestarted();

    PrestartingEngine next = opened(below);

    assertThat(next.recover())
        .containsExactlyInAnyOrder(new ContainerId("ct-1"), new ContainerId("ct-2"));
    assertThat(below.runs).doesNotContainKey(waiting);
    next.kill(new ContainerId("ct-2"));
    assertThat(exits.take().container()).isEqualTo(new ContainerId("ct-2"));
    next.close();
  }
}

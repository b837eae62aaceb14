package dev.carafe.server.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.docker.image.StepGpus.Lent;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.scheduler.loop.SteadyClock;
import dev.carafe.server.node.LocalNode;
import dev.carafe.server.node.gpu.GpuInventory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BuildGpusTest {
  private static final String STEP = "runFunction \"Train::once\"";

  private final GpuInventory inventory = GpuInventory.of(List.of("H100:2"), Map.of());
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private SchedulerLoop loop;

  @BeforeEach
  void start() {
    loop = new SchedulerLoop(new Scheduler(Settings.DEFAULT, 7), _ -> {}, new SteadyClock());
    loop.submit(
        new Event.NodeJoined(LocalNode.ID, LocalNode.inventory(inventory.gpus()), List.of()));
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private BuildGpus gpus(Duration patience) {
    return new BuildGpus(inventory, () -> loop, patience);
  }

  @Test
  void aStepHasWhatItAsksForUntilItReturnsIt() throws Exception {
    BuildGpus gpus = gpus(Duration.ofMinutes(1));
    Lent first = gpus.lend(STEP, List.of("A100", "H100:2"), lines::add);
    assertThat(first.devices())
        .containsExactly(
            new GpuDevice("0", Optional.empty()), new GpuDevice("1", Optional.empty()));
    assertThat(lines).isEmpty();

    var second = new CompletableFuture<Lent>();
    Thread.ofVirtual()
        .start(() -> second.complete(gpus.lend("another step", List.of("any"), lines::add)));
    assertThat(lines.poll(30, TimeUnit.SECONDS))
        .isEqualTo(
            "another step is waiting for 1 GPU of any type: 0 of 2 free on node local; held by a"
                + " step of an image that is being built");
    assertThat(second).isNotDone();
    first.close();
    assertThat(second.get(30, TimeUnit.SECONDS).devices()).hasSize(1);
  }

  @Test
  void aStepThatWaitsTooLongSaysForWhat() {
    BuildGpus gpus = gpus(Duration.ZERO);
    var _ = gpus.lend(STEP, List.of("H100"), lines::add);
    assertThatThrownBy(() -> gpus.lend("another step", List.of("H100:2"), lines::add))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("another step had no GPU")
        .hasMessageContaining("1 of 2 free")
        .hasMessageContaining("carafe container stop");
  }

  @Test
  void whatThisMachineDoesNotHaveIsRefusedAtOnce() {
    assertThatThrownBy(() -> gpus(Duration.ofMinutes(1)).lend(STEP, List.of("L4"), lines::add))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(
            STEP + " asks for 1×L4, which this machine does not have: it has H100:2");
    assertThatThrownBy(() -> gpus(Duration.ofMinutes(1)).lend(STEP, List.of("L4:x"), lines::add))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("TYPE:COUNT");
  }

  @Test
  void whoAsksForNoneNeedsNoScheduler() {
    BuildGpus gpus =
        new BuildGpus(
            inventory,
            () -> {
              throw new AssertionError("was asked");
            },
            Duration.ZERO);
    assertThat(gpus.lend(STEP, List.of(), lines::add).devices()).isEmpty();
  }
}

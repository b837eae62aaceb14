package dev.carafe.server.prestart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.Resources;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerExit;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.GpuDevice;
import dev.carafe.scheduler.core.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  private final WaitingEngine below = new WaitingEngine();
  private final BlockingQueue<ContainerExit> exits = new LinkedBlockingQueue<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private PrestartingEngine engine;

  @BeforeEach
  void open() {
    engine =
        new PrestartingEngine(
            below,
            2,
            events::add,
            kind -> !gone.contains(kind),
            new PrestartingEngine.Pace(Duration.ZERO, Duration.ofMillis(50)),
            timer);
    engine.onExit(exits::add);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static ContainerStart start(String id, String service) {
    return start(id, service, "blue", List.of());
  }

  private static ContainerStart start(String id, String service, String ink, List<GpuDevice> gpus) {
    return new ContainerStart(
        new ContainerId(id),
        "demo",
        service,
        service + "@v1",
        "image",
        false,
        false,
        SMALL,
        gpus,
        List.of(Path.of("agent.jar")),
        List.of(),
        new byte[] {1},
        Map.of(ContainerStart.ID_VARIABLE, id, "INK", ink),
        "",
        List.of(),
        List.of());
  }

  /// Of a service that is used for the first time.
  private ContainerId prestarted(String service) throws Exception {
    engine.start(start("ct-first-" + service, service));
    return ahead();
  }

  private ContainerId ahead() throws Exception {
    ContainerStart ahead = below.ahead.poll(30, TimeUnit.SECONDS);
    assertThat(ahead).as("a container that was started ahead").isNotNull();
    assertThat(ahead.env())
        .containsEntry(ContainerStart.ID_VARIABLE, ahead.container().value())
        .containsEntry("INK", "blue");
    timer.submit(() -> {}).get(); // what comes after its start is done too
    return ahead.container();
  }

  private ContainerId waiting(String service) throws Exception {
    ContainerId spare = prestarted(service);
    below.awaits(spare);
    assertThat(events.poll(30, TimeUnit.SECONDS))
        .isEqualTo(new Event.SpareWaits(spare, service + "@v1"));
    return spare;
  }

  @Test
  void aContainerThatIsToBeTheOneThatWaitsIsThat() throws Exception {
    ContainerId spare = waiting("Embedder");

    engine.start(start(spare.value(), "Embedder"));

    assertThat(below.claims).containsExactly(spare);
    assertThat(ahead()).as("and the next one waits").isNotEqualTo(spare);
    engine.kill(spare);
    assertThat(exits.take()).isEqualTo(new ContainerExit(spare, 137, false, "killed"));
    assertThat(events).isEmpty();
  }

  @Test
  void oneThatDoesNotWaitYetIsToldOfWhenItDoes() throws Exception {
    ContainerId spare = prestarted("Embedder");
    engine.start(start("ct-2", "Embedder"));
    timer.submit(() -> {}).get();
    assertThat(events).isEmpty();
    assertThat(below.ahead).as("one of a kind is enough").isEmpty();

    below.awaits(spare);

    assertThat(events.poll(30, TimeUnit.SECONDS)).isInstanceOf(Event.SpareWaits.class);
  }

  @Test
  void oneThatIsOfNoUseMakesWayForAnotherWithItsName() throws Exception {
    ContainerId spare = waiting("Embedder");
    below.breaks(spare);

    makesWay(spare);
  }

  /// For another container with its name.
  private void makesWay(ContainerId spare) {
    ContainerStart start = start(spare.value(), "Embedder");
    engine.start(start);

    assertThat(below.runs).containsEntry(spare, start);
    assertThat(exits).as("nobody knew of it").isEmpty();
  }

  @Test
  void oneThatEndsWhileItIsClaimedMakesWayToo() throws Exception {
    ContainerId spare = waiting("Embedder");
    below.endsInClaim(spare);

    makesWay(spare);
  }

  @Test
  void oneThatDoesNotWakeUpMakesWayToo() throws Exception {
    ContainerId spare = waiting("Embedder");
    below.sleepsOn(spare);

    makesWay(spare);

    assertThat(below.claims).containsExactly(spare);
  }

  @Test
  void whatWaitedForOtherSecretsMakesWayToo() throws Exception {
    ContainerId spare = waiting("Embedder");

    ContainerStart red = start(spare.value(), "Embedder", "red", List.of());
    engine.start(red);

    assertThat(below.claims).isEmpty();
    assertThat(below.runs).containsEntry(spare, red);
    assertThat(exits).isEmpty();
  }

  @Test
  void whatWaitsForOtherSecretsThanTheLastOneHadIsEnded() throws Exception {
    ContainerId spare = waiting("Embedder");

    engine.start(start("ct-2", "Embedder", "red", List.of()));

    assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(new Event.SpareEnded(spare));
    below.awaitGone(spare);
    assertThat(below.ahead.poll(30, TimeUnit.SECONDS).env()).containsEntry("INK", "red");
  }

  @Test
  void theEndOfOneThatWaitsIsToldToTheSchedulerAlone() throws Exception {
    ContainerId spare = waiting("Embedder");

    below.kill(spare);

    assertThat(events.take()).isEqualTo(new Event.SpareEnded(spare));
    assertThat(exits).isEmpty();
    engine.start(start(spare.value(), "Embedder"));
    assertThat(below.runs).as("a start that was decided before").containsKey(spare);
  }

  @Test
  void theFunctionThatWasUsedLongestAgoHasNoneAnyMore() throws Exception {
    ContainerId first = waiting("A");
    ContainerId second = prestarted("B");
    ContainerId third = prestarted("C");

    below.awaitGone(first);
    assertThat(events.take()).isEqualTo(new Event.SpareEnded(first));
    assertThat(below.runs).containsKeys(second, third);
  }

  @Test
  void thoseThatMayBeNeededAreLetWaitAndThoseOfAppsThatAreNoMoreAreEnded() throws Exception {
    ContainerId needed = waiting("A");
    ContainerId useless = waiting("B");
    gone.add("B@v1");

    engine.lookAfter();

    assertThat(below.keptWaiting).containsExactly(needed);
    assertThat(events.take()).isEqualTo(new Event.SpareEnded(useless));
    below.awaitGone(useless);
    assertThat(exits).isEmpty();
  }

  @Test
  void noContainerIsStartedAheadForAnAppThatIsNoMore() throws Exception {
    gone.add("A@v1");
    engine.start(start("ct-1", "A"));
    ContainerId _ = prestarted("B"); // those are started in order

    assertThat(below.ahead).isEmpty();
    assertThat(below.prestarts).hasValue(1);
  }

  @Test
  void containersWithGpusAreNotStartedAhead() throws Exception {
    engine.start(start("ct-1", "Trainer", "blue", List.of(new GpuDevice("0", Optional.empty()))));
    ContainerId _ = prestarted("Embedder"); // those are started in order

    assertThat(below.ahead).isEmpty();
    assertThat(below.prestarts).hasValue(1);
  }
}

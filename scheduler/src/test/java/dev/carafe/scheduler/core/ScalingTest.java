package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.Scaling;
import dev.carafe.model.id.ContainerId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {

  @Test
  void aBurstOnAnEmptyPoolStartsAllAtOnceUpToMax() {
    assertThat(started(Harness.with(spec()).map("m", 5))).hasSize(5);
    assertThat(started(Harness.with(spec().scaling(0, 3, 0)).map("m", 5))).hasSize(3);
    assertThat(started(Harness.with(spec().concurrency(8, 4)).map("m", 9))).hasSize(3);
  }

  @Test
  void noContainerStartsWhileAnIdleOneCanTakeTheInput() {
    var harness = Harness.with(spec());
    harness.warm("x");
    assertThat(started(harness.call("y"))).isEmpty();
    assertThat(started(harness.call("z"))).hasSize(1);
  }

  @Test
  void minContainersAreUpAtOnceAndReplacedWhenTheyDie() {
    var harness = new Harness();
    harness.node("a", 16);
    List<ContainerId> two = started(harness.declare(POOL, spec().scaling(2, 4, 0)));
    assertThat(two).hasSize(2);
    two.forEach(harness::ready);
    assertThat(started(harness.exited(two.getFirst()))).hasSize(1);
  }

  @Test
  void bufferContainersAreThereWhileThePoolIsActiveOnly() {
    var harness = Harness.with(spec().scaling(0, 3, 1));
    List<ContainerId> two = started(harness.call("x"));
    assertThat(two).hasSize(2);
    two.forEach(harness::ready);
    assertThat(drained(harness.pass(Duration.ofSeconds(90)))).isEmpty();
    assertThat(drained(harness.succeeded(two.get(0), "x", 1))).containsExactly(two.get(1));
    assertThat(drained(harness.pass(Duration.ofSeconds(60)))).containsExactly(two.get(0));
  }

  @Test
  void idleContainersLeaveAfterTheScaledownWindowTheLongestIdleFirst() {
    var harness = Harness.with(spec());
    List<ContainerId> two = started(harness.map("m", 2));
    two.forEach(harness::ready);
    harness.returned(two.get(1), "m", 1, Event.Result.SUCCEEDED);
    var second =
        new Event.Returned(
            new dev.carafe.model.id.InputId(new dev.carafe.model.id.CallId("m"), 1),
            1,
            Event.Result.SUCCEEDED);
    harness.send(new Event.InputsReturned(two.get(1), List.of(second)));
    harness.pass(Duration.ofSeconds(20));
    harness.returned(two.get(0), "m", 1, Event.Result.SUCCEEDED);
    assertThat(drained(harness.pass(Duration.ofSeconds(39)))).isEmpty();
    assertThat(drained(harness.pass(Duration.ofSeconds(1)))).containsExactly(two.get(1));
    assertThat(drained(harness.pass(Duration.ofSeconds(20)))).containsExactly(two.get(0));
  }

  @Test
  void aDrainingContainerFinishesItsInputsThenHasThirtySecondsThenIsKilled() {
    var harness = Harness.with(spec());
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    assertThat(harness.send(new Event.StopRequested(container, "asked to")))
        .containsExactly(new Action.DrainContainer(container, "asked to", 30_000));
    assertThat(harness.row(container).state()).isEqualTo(ContainerState.DRAINING);
    assertThat(harness.pass(Duration.ofMinutes(2))).isEmpty();
    harness.succeeded(container, "x", 1);
    assertThat(harness.row(container).state()).isEqualTo(ContainerState.EXITING);
    List<Action> killed = harness.pass(Duration.ofSeconds(30));
    assertThat(killed)
        .containsExactly(
            new Action.KillContainer(
                container, "it was still there 30 s after it was to end (asked to)"));
    assertThat(only(Action.KillContainer.class, harness.pass(Duration.ofSeconds(30)))).hasSize(1);
  }

  @Test
  void maxHoldsWhileAContainerDrains() {
    var harness = Harness.with(spec().scaling(0, 1, 0));
    ContainerId container = harness.warm("x");
    harness.send(new Event.StopRequested(container, "asked to"));
    assertThat(started(harness.call("y"))).isEmpty();
    assertThat(harness.pendingReason())
        .isEqualTo("waiting for a container of embeddings/Embedder to stop: maxContainers is 1");
    ContainerId next = started(harness.exited(container)).getFirst();
    assertThat(harness.ready(next)).containsExactly(dispatch(next, "y", 1));
  }

  @Test
  void loweringMaxAtRunTimeDrainsTheIdleFirst() {
    var harness = Harness.with(spec());
    List<ContainerId> two = started(harness.call("x", "y"));
    two.forEach(harness::ready);
    harness.succeeded(two.get(1), "y", 1);
    List<Action> actions =
        harness.send(new Event.PoolScaled(POOL, new Scaling(0, 1, 0, Duration.ofSeconds(60))));
    assertThat(drained(actions)).containsExactly(two.get(1));
  }

  @Test
  void raisingMinAtRunTimeStartsContainers() {
    var harness = Harness.with(spec());
    assertThat(
            started(
                harness.send(
                    new Event.PoolScaled(POOL, new Scaling(2, 0, 0, Duration.ofSeconds(60))))))
        .hasSize(2);
  }

  static List<ContainerId> drained(List<Action> actions) {
    return only(Action.DrainContainer.class, actions).stream()
        .map(Action.DrainContainer::container)
        .toList();
  }
}

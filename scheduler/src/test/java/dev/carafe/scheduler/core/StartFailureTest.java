package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.ended;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.ContainerId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void waitingCallersAreToldAfterThreeFailedStartsInARow() {
    var harness = Harness.with(spec());
    ContainerId first = started(harness.call("x")).getFirst();
    assertThat(fail(harness, first)).isEmpty();
    assertThat(harness.pendingReason())
        .isEqualTo("1 failed start in a row, the next in 1 s; the last: no model at /models");
    assertThat(started(harness.pass(Duration.ofMillis(999)))).isEmpty();
    ContainerId second = started(harness.pass(Duration.ofMillis(1))).getFirst();
    assertThat(fail(harness, second)).isEmpty();
    ContainerId third = started(harness.pass(Duration.ofSeconds(2))).getFirst();
    assertThat(fail(harness, third))
        .containsExactly(ended("x", new Ending.EnterFailed(third, 3, "no model at /models")));
    assertThat(harness.pool(POOL).failing())
        .hasValueSatisfying(r -> assertThat(r).contains("no model at /models"));
  }

  @Test
  void aFailingPoolTriesAgainWithTheNextCallAndRecoversByItself() {
    var harness = Harness.with(spec());
    ContainerId last = failThreeTimes(harness);
    assertThat(harness.pass(Duration.ofMinutes(10))).isEmpty();
    ContainerId next = started(harness.call("y")).getFirst();
    assertThat(fail(harness, next))
        .containsExactly(ended("y", new Ending.EnterFailed(next, 4, "no model at /models")));
    assertThat(started(harness.call("z"))).isEmpty();
    ContainerId good = started(harness.pass(Duration.ofSeconds(8))).getFirst();
    assertThat(harness.ready(good)).containsExactly(dispatch(good, "z", 1));
    assertThat(harness.pool(POOL).failing()).isEmpty();
    assertThat(last).isNotEqualTo(good);
  }

  @Test
  void backoffGrowsToAMinuteAndNoFurther() {
    var harness = Harness.with(spec().scaling(1, 1, 0));
    ContainerId container = harness.snapshot().containers().getFirst().container();
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      fail(harness, container);
      assertThat(started(harness.pass(Duration.ofMillis(seconds * 1000L - 1)))).isEmpty();
      container = started(harness.pass(Duration.ofMillis(1))).getFirst();
    }
  }

  @Test
  void containersThatStartedTogetherAndFailTogetherCountOnce() {
    var harness = Harness.with(spec());
    List<ContainerId> burst = started(harness.map("m", 4));
    for (ContainerId container : burst) {
      assertThat(only(Action.EndInput.class, fail(harness, container))).isEmpty();
    }
    assertThat(started(harness.pass(Duration.ofSeconds(1)))).hasSize(1);
  }

  @Test
  void aStartThatTakesTooLongIsAFailureAndIsKilled() {
    var harness = Harness.with(spec().startupTimeout(Duration.ofSeconds(10)));
    ContainerId container = started(harness.call("x")).getFirst();
    harness.send(new Event.ContainerPulling(container));
    assertThat(harness.pass(Duration.ofMinutes(5))).isEmpty();
    harness.send(new Event.ContainerStarted(container));
    harness.send(new Event.AgentAttached(container));
    assertThat(harness.pass(Duration.ofSeconds(10)))
        .containsExactly(
            new Action.KillContainer(
                container,
                "it was not ready within its startupTimeout of 10s. Raise it, or let @Enter do less"));
    assertThat(harness.pool(POOL).failing()).isPresent();
  }

  @Test
  void aProcessThatDiesInEnterIsAFailedStart() {
    var harness = Harness.with(spec());
    ContainerId container = started(harness.call("x")).getFirst();
    harness.send(new Event.ContainerStarted(container));
    harness.exited(container);
    assertThat(harness.pool(POOL).failing())
        .hasValueSatisfying(r -> assertThat(r).contains("before @Enter had returned: exit code 1"));
  }

  @Test
  void readyContainersServeOnWhileFurtherOnesFailToStart() {
    var harness = Harness.with(spec());
    ContainerId good = harness.warm("x");
    harness.call("a");
    ContainerId bad = started(harness.call("b")).getFirst();
    for (int i = 0; i < 3; i++) {
      assertThat(only(Action.EndInput.class, fail(harness, bad))).isEmpty();
      bad = started(harness.pass(Duration.ofSeconds(4))).getFirst();
    }
    assertThat(harness.succeeded(good, "a", 1)).contains(dispatch(good, "b", 1));
  }

  private static List<Action> fail(Harness harness, ContainerId container) {
    harness.send(new Event.ContainerStarted(container));
    harness.send(new Event.AgentAttached(container));
    List<Action> actions = harness.send(new Event.EnterFailed(container, "no model at /models"));
    assertThat(harness.exited(container)).isEmpty();
    return actions;
  }

  private static ContainerId failThreeTimes(Harness harness) {
    ContainerId container = started(harness.call("x")).getFirst();
    fail(harness, container);
    container = started(harness.pass(Duration.ofSeconds(1))).getFirst();
    fail(harness, container);
    container = started(harness.pass(Duration.ofSeconds(2))).getFirst();
    fail(harness, container);
    return container;
  }
}

package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.ended;
import static dev.carafe.scheduler.core.Harness.input;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

  @Test
  void coldCallStartsAContainerAndIsDispatchedOnceItIsReady() {
    var harness = Harness.with(spec());
    List<Action> actions = harness.call("x");
    ContainerId container = started(actions).getFirst();
    assertThat(actions).hasSize(1);
    assertThat(harness.send(new Event.ContainerStarted(container))).isEmpty();
    assertThat(harness.send(new Event.AgentAttached(container))).isEmpty();
    assertThat(harness.send(new Event.ContainerReady(container)))
        .containsExactly(dispatch(container, "x", 1));
    assertThat(harness.begun(container, "x", 1)).isEmpty();
    assertThat(harness.succeeded(container, "x", 1))
        .containsExactly(ended("x", new Ending.Succeeded(container, 1)));
    assertThat(harness.row(container).state()).isEqualTo(ContainerState.IDLE);
    assertThat(harness.snapshot().inputs()).isZero();
  }

  @Test
  void warmCallGoesStraightToTheIdleContainer() {
    var harness = Harness.with(spec());
    ContainerId container = harness.warm("x");
    assertThat(harness.call("y")).containsExactly(dispatch(container, "y", 1));
  }

  @Test
  void theContainerThatWentIdleLastGetsTheNextInput() {
    var harness = Harness.with(spec());
    List<ContainerId> two = started(harness.call("x", "y"));
    two.forEach(harness::ready);
    harness.succeeded(two.get(1), "y", 1);
    harness.succeeded(two.get(0), "x", 1);
    assertThat(harness.call("z")).containsExactly(dispatch(two.get(0), "z", 1));
  }

  @Test
  void inputsFillAContainerToItsTargetFirstAndThenToItsMax() {
    var harness = Harness.with(spec().concurrency(3, 2).scaling(0, 2, 0));
    ContainerId first = started(harness.call("a")).getFirst();
    harness.ready(first);
    assertThat(harness.call("b")).containsExactly(dispatch(first, "b", 1));
    List<Action> third = harness.call("c");
    assertThat(third).startsWith(dispatch(first, "c", 1));
    ContainerId second = started(third).getFirst();
    harness.ready(second);
    assertThat(harness.call("d")).containsExactly(dispatch(second, "d", 1));
  }

  @Test
  void inputsOfOnePoolGoInTheOrderOfTheirArrivalWhateverTheirFunction() {
    var harness =
        Harness.with(spec().function("embed", "()").function("tokens", "()").scaling(0, 1, 0));
    ContainerId container = started(harness.call("a")).getFirst();
    harness.arrive(POOL, "tokens", "b", 1, InputKind.GENERATOR);
    harness.call("c");
    harness.ready(container);
    assertThat(harness.succeeded(container, "a", 1)).contains(dispatch(container, "b", 1));
    assertThat(harness.succeeded(container, "b", 1)).contains(dispatch(container, "c", 1));
  }

  @Test
  void aFullBatchGoesAtOnceAndTheRestAfterItsWait() {
    var harness =
        Harness.with(
            spec().batched("embed", 3, Duration.ofMillis(20)).scaling(1, 1, 0).concurrency(2, 2));
    ContainerId container = harness.snapshot().containers().getFirst().container();
    harness.ready(container);
    List<Action> four = harness.map("m", 4);
    assertThat(four).hasSize(1);
    Action.Dispatch batch = only(Action.Dispatch.class, four).getFirst();
    assertThat(batch.batch()).isTrue();
    assertThat(batch.attempts()).hasSize(3);
    assertThat(harness.pass(Duration.ofMillis(19))).isEmpty();
    List<Action> rest = harness.pass(Duration.ofMillis(1));
    assertThat(only(Action.Dispatch.class, rest).getFirst().attempts())
        .containsExactly(new Attempt(new InputId(new CallId("m"), 3), 1));
  }

  @Test
  void aBatchCountsAsOneRunForTheAutoscaler() {
    var harness = Harness.with(spec().batched("embed", 64, Duration.ofMillis(20)));
    assertThat(started(harness.map("m", 64))).hasSize(1);
    assertThat(started(harness.map("n", 65))).hasSize(2);
  }

  @Test
  void aSingleUseContainerTakesOneInputAndLeaves() {
    var harness = Harness.with(spec().singleUse());
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    assertThat(harness.succeeded(container, "x", 1))
        .containsExactly(
            ended("x", new Ending.Succeeded(container, 1)),
            new Action.DrainContainer(container, "single use", 30_000));
    assertThat(started(harness.call("y"))).hasSize(1);
  }

  @Test
  void anInputThatArrivesTwiceRunsOnce() {
    var harness = Harness.with(spec());
    ContainerId container = harness.warm("x");
    assertThat(harness.call("y")).hasSize(1);
    assertThat(harness.call("y")).isEmpty();
    harness.succeeded(container, "y", 1);
    assertThat(harness.succeeded(container, "y", 1)).isEmpty();
  }

  @Test
  void anAnswerOfAnEarlierAttemptIsNoAnswer() {
    var harness = Harness.with(spec().retries(1));
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    harness.threw(container, "x", 1);
    harness.pass(Duration.ofSeconds(2));
    assertThat(harness.succeeded(container, "x", 1)).isEmpty();
    assertThat(harness.succeeded(container, "x", 2))
        .containsExactly(ended("x", new Ending.Succeeded(container, 2)));
    assertThat(harness.scheduler.snapshot(harness.now).inputs()).isZero();
    assertThat(input("x")).hasToString("x");
  }
}

package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.ended;
import static dev.carafe.scheduler.core.Harness.input;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.call.CallOutcome.Code;
import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.InputId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  @Test
  void aThrownExceptionIsRetriedAfterTheDelayAndALittleMore() {
    var harness = Harness.with(spec().retries(2));
    ContainerId container = running(harness, "x");
    List<Action> actions = harness.threw(container, "x", 1);
    var retry = only(Action.RetryInput.class, actions).getFirst();
    assertThat(actions).hasSize(1);
    assertThat(retry.atMillis() - harness.now).isBetween(1_000L, 1_100L);
    assertThat(harness.pass(Duration.ofMillis(999))).isEmpty();
    assertThat(harness.pass(Duration.ofMillis(101))).containsExactly(dispatch(container, "x", 2));
    retry = only(Action.RetryInput.class, harness.threw(container, "x", 2)).getFirst();
    assertThat(retry.atMillis() - harness.now).isBetween(2_000L, 2_200L);
    harness.pass(Duration.ofMillis(2_200));
    assertThat(harness.threw(container, "x", 3))
        .containsExactly(ended("x", new Ending.Failed(container, 3)));
  }

  @Test
  void aGeneratorIsNeverRetried() {
    var harness = Harness.with(spec().retries(2));
    ContainerId container = started(harness.arrive(POOL, "x", 1, InputKind.GENERATOR)).getFirst();
    harness.ready(container);
    assertThat(harness.threw(container, "x", 1))
        .containsExactly(ended("x", new Ending.Failed(container, 1)));
  }

  @Test
  void theCallerHasItsTimeoutAtTheDeadlineAndTheContainerThirtySecondsMore() {
    var harness = Harness.with(spec().timeout(Duration.ofSeconds(10)));
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    harness.pass(Duration.ofSeconds(3));
    harness.begun(container, "x", 1);
    assertThat(harness.pass(Duration.ofMillis(9_999))).isEmpty();
    assertThat(harness.pass(Duration.ofMillis(1)))
        .containsExactly(
            ended("x", new Ending.TimedOut(container, 1, 10_000)),
            new Action.CancelInput(
                container, new Attempt(input("x"), 1), "it ran past its timeout of PT10S"));
    assertThat(harness.pass(Duration.ofMillis(29_999))).isEmpty();
    assertThat(harness.pass(Duration.ofMillis(1)))
        .containsExactly(
            new Action.KillContainer(
                container, "an attempt was still running 30 s after it was interrupted"));
    assertThat(harness.exited(container)).isEmpty();
    assertThat(harness.snapshot().containers()).isEmpty();
  }

  @Test
  void aTimedOutAttemptIsRetriedOnlyOnceItHasEnded() {
    var harness = Harness.with(spec().timeout(Duration.ofSeconds(10)).retries(1));
    ContainerId container = running(harness, "x");
    harness.begun(container, "x", 1);
    assertThat(only(Action.EndInput.class, harness.pass(Duration.ofSeconds(10)))).isEmpty();
    assertThat(harness.pass(Duration.ofSeconds(5))).isEmpty();
    assertThat(only(Action.RetryInput.class, harness.succeeded(container, "x", 1)))
        .singleElement()
        .satisfies(r -> assertThat(r.cause()).isEqualTo(Action.RetryCause.TIMED_OUT));
  }

  @Test
  void noInputGoesToAContainerWithAnAttemptThatIgnoresItsInterrupt() {
    var harness = Harness.with(spec().concurrency(2, 2).timeout(Duration.ofSeconds(10)));
    ContainerId container = running(harness, "x");
    harness.begun(container, "x", 1);
    harness.pass(Duration.ofSeconds(10));
    List<Action> actions = harness.call("y");
    assertThat(started(actions)).hasSize(1);
    assertThat(only(Action.Dispatch.class, actions)).isEmpty();
    assertThat(harness.returned(container, "x", 1, Event.Result.INTERRUPTED)).hasSize(1);
  }

  @Test
  void aLostContainersInputsRunAgainWithoutUsingUpARetryAtMostEightTimes() {
    var harness = Harness.with(spec());
    ContainerId container = running(harness, "x");
    for (int losses = 1; losses <= 8; losses++) {
      List<Action> actions = harness.exited(container);
      assertThat(only(Action.EndInput.class, actions)).isEmpty();
      container = started(actions).getFirst();
      assertThat(harness.ready(container)).containsExactly(dispatch(container, "x", losses + 1));
    }
    assertThat(harness.exited(container))
        .containsExactly(ended("x", new Ending.ContainerLost(container, 9, "exit code 1")));
  }

  @Test
  void anInputThatRunsItsContainerOutOfMemoryTwiceIsGivenUp() {
    var harness = Harness.with(spec());
    ContainerId container = running(harness, "x");
    harness.begun(container, "x", 1);
    container = started(harness.outOfMemory(container)).getFirst();
    harness.ready(container);
    harness.begun(container, "x", 2);
    assertThat(harness.outOfMemory(container))
        .containsExactly(ended("x", new Ending.ContainerLost(container, 2, "out of memory")));
  }

  @Test
  void inputsThatSharedAContainerWithoutMemoryAreNotBlamedForIt() {
    var harness = Harness.with(spec().concurrency(2, 2));
    ContainerId container = running(harness, "x");
    harness.begun(container, "x", 1);
    harness.call("y");
    harness.begun(container, "y", 1);
    for (int losses = 1; losses <= 3; losses++) {
      List<Action> actions = harness.outOfMemory(container);
      assertThat(only(Action.EndInput.class, actions)).isEmpty();
      container = started(actions).getFirst();
      harness.ready(container);
      harness.begun(container, "x", losses + 1);
      harness.begun(container, "y", losses + 1);
    }
  }

  @Test
  void aGeneratorThatHasBegunIsNotRunAgain() {
    var harness = Harness.with(spec());
    ContainerId container = started(harness.arrive(POOL, "x", 1, InputKind.GENERATOR)).getFirst();
    harness.ready(container);
    harness.begun(container, "x", 1);
    assertThat(harness.exited(container))
        .containsExactly(ended("x", new Ending.ContainerLost(container, 1, "exit code 1")));
  }

  @Test
  void aQueuedInputThatIsCancelledEndsAtOnce() {
    var harness = Harness.with(spec());
    harness.call("x");
    assertThat(harness.send(new Event.InputsCancelled(new CallId("x"), 0, 1, "caller left")))
        .containsExactly(ended("x", new Ending.Cancelled("caller left")));
    assertThat(harness.pool(POOL).queued()).isZero();
  }

  @Test
  void aRunningInputThatIsCancelledEndsAtOnceAndItsResultIsNeverSeen() {
    var harness = Harness.with(spec());
    ContainerId container = running(harness, "x");
    assertThat(harness.send(new Event.InputsCancelled(new CallId("x"), 0, 1, "caller left")))
        .containsExactly(
            ended("x", new Ending.Cancelled("caller left")),
            new Action.CancelInput(container, new Attempt(input("x"), 1), "caller left"));
    assertThat(harness.succeeded(container, "x", 1)).isEmpty();
    assertThat(harness.call("y")).containsExactly(dispatch(container, "y", 1));
  }

  @Test
  void aBatchIsInterruptedOnlyWhenNobodyWantsAnyOfIt() {
    var harness = Harness.with(spec().batched("embed", 2, Duration.ofMillis(20)));
    ContainerId container = started(harness.map("m", 2)).getFirst();
    harness.ready(container);
    var first = new Event.InputsCancelled(new CallId("m"), 0, 1, "no");
    assertThat(only(Action.CancelInput.class, harness.send(first))).isEmpty();
    var second = new Event.InputsCancelled(new CallId("m"), 1, 1, "no");
    assertThat(only(Action.CancelInput.class, harness.send(second))).hasSize(2);
  }

  @Test
  void beyondTheLimitInputsAreRefusedWithItsName() {
    var harness = Harness.with(spec().scaling(0, 1, 0));
    List<Action> actions = harness.map("m", 2_001);
    var ends = only(Action.EndInput.class, actions);
    assertThat(ends).hasSize(1);
    assertThat(ends.getFirst().input()).isEqualTo(new InputId(new CallId("m"), 2_000));
    assertThat(ends.getFirst().ending())
        .isInstanceOfSatisfying(
            Ending.Rejected.class,
            r -> {
              assertThat(r.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
              assertThat(r.reason())
                  .startsWith("embeddings/embed has 2000 remote and map inputs waiting")
                  .contains("limit pendingInputs");
            });
    assertThat(only(Action.EndInput.class, harness.arrive(POOL, "s", 5_000, InputKind.SPAWN)))
        .isEmpty();
  }

  @Test
  void anUnknownPoolAndAnUnknownFunctionAreNamed() {
    var harness = Harness.with(spec());
    assertThat(rejection(harness.callOn(new PoolId("nope"), "x")))
        .contains("pool nope is not there");
    assertThat(rejection(harness.arrive(POOL, "embd", "y", 1, InputKind.REMOTE)))
        .isEqualTo("embeddings/Embedder has no function embd; it has embed");
  }

  static String rejection(List<Action> actions) {
    var ending = only(Action.EndInput.class, actions).getFirst().ending();
    return ending instanceof Ending.Rejected r ? r.reason() : ending.toString();
  }

  private static ContainerId running(Harness harness, String call) {
    ContainerId container = started(harness.call(call)).getFirst();
    harness.ready(container);
    return container;
  }
}

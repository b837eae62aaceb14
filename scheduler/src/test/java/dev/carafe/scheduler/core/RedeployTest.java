package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.DeliveryTest.rejection;
import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.ended;
import static dev.carafe.scheduler.core.Harness.input;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.ScalingTest.drained;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedeployTest {
  private static final PoolId NEXT = new PoolId("embedder-2");

  @Test
  void rollingKeepsTheOldContainersUntilTheNewAreReady() {
    var harness = Harness.with(spec());
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec());
    List<Action> actions = harness.retire(POOL, NEXT, Event.Manner.ROLLING);
    ContainerId fresh = started(actions).getFirst();
    assertThat(actions).hasSize(1);
    assertThat(harness.call("y")).containsExactly(dispatch(old, "y", 1));
    assertThat(harness.ready(fresh))
        .containsExactly(
            new Action.SwitchPool(POOL, NEXT),
            new Action.DrainContainer(old, "replaced by a newer version", 30_000));
    assertThat(harness.call("late")).containsExactly(dispatch(fresh, "late", 1));
    harness.succeeded(old, "y", 1);
    assertThat(harness.exited(old)).containsExactly(new Action.ForgetPool(POOL));
    assertThat(harness.callOn(POOL, "later still")).hasSize(1);
  }

  @Test
  void rollingWithNothingRunningSwitchesAtOnce() {
    var harness = Harness.with(spec());
    harness.declare(NEXT, spec());
    assertThat(harness.retire(POOL, NEXT, Event.Manner.ROLLING))
        .containsExactly(new Action.SwitchPool(POOL, NEXT), new Action.ForgetPool(POOL));
  }

  @Test
  void rollingAtMaxReplacesOneByOneAndNeverExceedsIt() {
    var harness = Harness.with(spec().scaling(0, 1, 0));
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec().scaling(0, 1, 0));
    List<Action> actions = harness.retire(POOL, NEXT, Event.Manner.ROLLING);
    assertThat(started(actions)).isEmpty();
    assertThat(drained(actions)).containsExactly(old);
    assertThat(started(harness.callOn(NEXT, "y"))).isEmpty();
    assertThat(started(harness.exited(old))).hasSize(1);
  }

  @Test
  void rollingOnTheLastGpuMakesRoomForTheNewVersion() {
    var harness = Harness.with(spec().gpu("H100"), "H100");
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec().gpu("H100"));
    assertThat(drained(harness.retire(POOL, NEXT, Event.Manner.ROLLING))).containsExactly(old);
  }

  @Test
  void aNewVersionThatDoesNotStartLeavesTheOldServing() {
    var harness = Harness.with(spec());
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec());
    ContainerId bad = started(harness.retire(POOL, NEXT, Event.Manner.ROLLING)).getFirst();
    for (int i = 0; i < 3; i++) {
      harness.send(new Event.StartFailed(bad, "no disk"));
      bad = started(harness.pass(Duration.ofSeconds(4))).getFirst();
    }
    assertThat(harness.call("y")).containsExactly(dispatch(old, "y", 1));
  }

  @Test
  void recreateStopsTheOldFirst() {
    var harness = Harness.with(spec());
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec().scaling(1, 0, 0).family("other"));
    ContainerId early = harness.snapshot().containers().getLast().container();
    harness.send(new Event.StopRequested(early, "test"));
    harness.exited(early);
    List<Action> actions = harness.retire(POOL, NEXT, Event.Manner.RECREATE);
    assertThat(actions)
        .contains(
            new Action.SwitchPool(POOL, NEXT),
            new Action.DrainContainer(old, "replaced by a newer version", 30_000));
  }

  @Test
  void recreateStartsNothingWhileTheOldIsThere() {
    var harness = Harness.with(spec());
    ContainerId old = harness.warm("x");
    harness.declare(NEXT, spec());
    assertThat(drained(harness.retire(POOL, NEXT, Event.Manner.RECREATE))).containsExactly(old);
    assertThat(started(harness.callOn(NEXT, "y"))).isEmpty();
    assertThat(harness.pendingReason())
        .isEqualTo("waiting for the containers of the older version to stop");
    assertThat(started(harness.exited(old))).hasSize(1);
  }

  @Test
  void waitingInputsFollowToTheNewVersionWhereTheSignatureIsTheSame() {
    var harness =
        Harness.with(spec().function("embed", "(String)").function("old", "()").scaling(0, 1, 0));
    ContainerId old = started(harness.call("x")).getFirst();
    harness.ready(old);
    harness.call("y");
    harness.arrive(POOL, "old", "z", 1, InputKind.SPAWN);
    harness.declare(NEXT, spec().function("embed", "(String)").scaling(0, 1, 0));
    List<Action> actions = harness.retire(POOL, NEXT, Event.Manner.RECREATE);
    assertThat(rejection(actions))
        .isEqualTo("old was removed from embeddings by a redeploy while the call waited");
    harness.succeeded(old, "x", 1);
    ContainerId fresh = started(harness.exited(old)).getFirst();
    assertThat(harness.ready(fresh)).containsExactly(dispatch(fresh, "y", 1));
  }

  @Test
  void aWaitingInputWhoseSignatureChangedIsToldSo() {
    var harness = Harness.with(spec().function("embed", "(String) float[]").scaling(0, 1, 0));
    harness.call("x");
    harness.declare(NEXT, spec().function("embed", "(String, int) float[]").scaling(0, 1, 0));
    assertThat(rejection(harness.retire(POOL, NEXT, Event.Manner.RECREATE)))
        .isEqualTo(
            "embed was redeployed while the call waited: it was called as (String) float[] and now"
                + " is (String, int) float[]");
  }

  @Test
  void aStoppedPoolCancelsItsInputsAndLetsItsContainersExit() {
    var harness = Harness.with(spec().scaling(0, 1, 0));
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    harness.call("y");
    var stopped = new Ending.Cancelled("embeddings/Embedder was stopped");
    assertThat(harness.send(new Event.PoolRetired(POOL, Optional.empty(), Event.Manner.STOP)))
        .containsExactly(
            ended("x", stopped),
            new Action.CancelInput(
                container, new Attempt(input("x"), 1), "embeddings/Embedder was stopped"),
            new Action.DrainContainer(container, "stopped", 30_000),
            ended("y", stopped));
    harness.returned(container, "x", 1, Event.Result.INTERRUPTED);
    assertThat(harness.exited(container)).containsExactly(new Action.ForgetPool(POOL));
    assertThat(rejection(harness.call("z"))).contains("its app was stopped or never deployed");
  }

  @Test
  void stoppingAMillionQueuedInputsTakesManySmallSteps() {
    var harness = Harness.with(spec().scaling(0, 1, 0));
    harness.arrive(POOL, "s", 20_000, InputKind.SPAWN);
    List<Action> first =
        harness.send(new Event.PoolRetired(POOL, Optional.empty(), Event.Manner.STOP));
    assertThat(only(Action.EndInput.class, first)).hasSizeBetween(1, 5_000);
    assertThat(harness.scheduler.nextWake()).isLessThanOrEqualTo(harness.now);
    List<Action> rest = harness.pass(Duration.ofMillis(1));
    assertThat(only(Action.EndInput.class, first).size() + only(Action.EndInput.class, rest).size())
        .isEqualTo(20_000);
  }
}

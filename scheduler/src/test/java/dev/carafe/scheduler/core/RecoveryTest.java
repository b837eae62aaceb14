package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.DeliveryTest.rejection;
import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.dispatch;
import static dev.carafe.scheduler.core.Harness.ended;
import static dev.carafe.scheduler.core.Harness.input;
import static dev.carafe.scheduler.core.Harness.nodeJoined;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final ContainerId OLD = new ContainerId("ct-old");

  @Test
  void aContainerFoundRunningIsAdoptedWithItsGpuAndNoOtherIsStarted() {
    var harness = restarted(spec().gpu("H100").scaling(1, 1, 0), "H100");
    assertThat(harness.snapshot().nodes().getFirst().gpuHolders()).isEqualTo(Map.of("0", OLD));
    assertThat(harness.send(new Event.AgentReattached(OLD, true, List.of()))).isEmpty();
    assertThat(harness.call("x")).containsExactly(dispatch(OLD, "x", 1));
  }

  @Test
  void aContainerOfAnUnknownPoolIsKilledAndHoldsItsGpuUntilThen() {
    var harness = new Harness();
    harness.declare(POOL, spec().gpu("H100"));
    var stranger = new Event.Adopted(OLD, new PoolId("gone"), List.of("0"));
    assertThat(harness.send(nodeJoined("a", 4, List.of(stranger), "H100")))
        .containsExactly(new Action.KillContainer(OLD, "its pool is not known any more"));
    assertThat(started(harness.call("x"))).isEmpty();
    assertThat(started(harness.exited(OLD))).hasSize(1);
  }

  @Test
  void nothingIsDispatchedWhileAnAgentHasNotSaidWhatItRuns() {
    var harness = new Harness();
    harness.declare(POOL, spec());
    harness.arrive(POOL, "s", 1, InputKind.SPAWN);
    harness.send(nodeJoined("a", 4, List.of(new Event.Adopted(OLD, POOL, List.of()))));
    var running = List.of(new Attempt(input("s"), 3));
    assertThat(harness.send(new Event.AgentReattached(OLD, true, running))).isEmpty();
    assertThat(harness.succeeded(OLD, "s", 3))
        .containsExactly(ended("s", new Ending.Succeeded(OLD, 3)));
  }

  @Test
  void aCallerThatComesBackJoinsItsRunningInput() {
    var harness = restarted(spec().scaling(0, 1, 0));
    harness.send(new Event.AgentReattached(OLD, true, List.of(new Attempt(input("x"), 1))));
    assertThat(harness.call("x")).isEmpty();
    assertThat(harness.succeeded(OLD, "x", 1))
        .containsExactly(ended("x", new Ending.Succeeded(OLD, 1)));
  }

  @Test
  void aCallerThatComesBackToALostAttemptGetsAnother() {
    var harness = restarted(spec().scaling(0, 1, 0));
    harness.send(new Event.AgentReattached(OLD, true, List.of(new Attempt(input("x"), 1))));
    assertThat(harness.exited(OLD)).isEmpty();
    ContainerId next = started(harness.call("x")).getFirst();
    assertThat(harness.ready(next)).containsExactly(dispatch(next, "x", 2));
  }

  @Test
  void aCallerThatComesBackToALostAttemptIsRefusedWhatCannotRunAnyMore() {
    var harness = restarted(spec().scaling(0, 1, 0));
    harness.send(new Event.AgentReattached(OLD, true, List.of(new Attempt(input("x"), 1))));
    harness.exited(OLD);
    var next = new PoolId("embedder-2");
    harness.declare(next, spec().gpu("B200"));
    harness.retire(POOL, next, Event.Manner.RECREATE);
    assertThat(rejection(harness.callOn(next, "x"))).startsWith("no node has ever had 1×B200");
  }

  @Test
  void aRunningInputWhoseCallerStaysAwayIsInterrupted() {
    var harness = restarted(spec().scaling(0, 1, 0));
    harness.send(new Event.AgentReattached(OLD, true, List.of(new Attempt(input("x"), 1))));
    assertThat(only(Action.CancelInput.class, harness.pass(Duration.ofSeconds(60)))).hasSize(1);
  }

  @Test
  void anAgentThatStaysAwayLosesItsContainerAfterAMinute() {
    var harness = Harness.with(spec());
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    harness.send(new Event.AgentLost(container));
    assertThat(harness.pass(Duration.ofMillis(59_999))).isEmpty();
    assertThat(harness.pass(Duration.ofMillis(1)))
        .contains(new Action.KillContainer(container, "its agent was out of reach for 60 s"));
    ContainerId next = started(harness.exited(container)).getFirst();
    assertThat(harness.ready(next)).containsExactly(dispatch(next, "x", 2));
  }

  @Test
  void whatTheAgentNeverGotIsDispatchedAgain() {
    var harness = Harness.with(spec());
    ContainerId container = harness.warm("x");
    harness.call("y");
    harness.send(new Event.AgentLost(container));
    assertThat(harness.send(new Event.AgentReattached(container, true, List.of())))
        .contains(dispatch(container, "y", 2));
  }

  @Test
  void nothingStartsUntilTheNodesOfBeforeAreBack() {
    var harness = new Harness();
    harness.declare(POOL, spec().scaling(1, 1, 0));
    harness.send(new Event.NodesExpected(List.of(new NodeId("a"), new NodeId("b"))));
    assertThat(harness.node("a", 4)).isEmpty();
    assertThat(harness.pendingReason())
        .isEqualTo("waiting for node [b] to come back after the restart");
    assertThat(started(harness.pass(Duration.ofSeconds(60)))).hasSize(1);
  }

  @Test
  void aContainerFoundRunningIsNotKilledByARedeployButToldToDrainOnceItsAgentIsBack() {
    var harness = restarted(spec().scaling(0, 1, 0));
    var next = new PoolId("embedder-2");
    harness.declare(next, spec().scaling(0, 1, 0));
    assertThat(only(Action.KillContainer.class, harness.retire(POOL, next, Event.Manner.RECREATE)))
        .isEmpty();
    var running = List.of(new Attempt(input("x"), 1));
    assertThat(
            only(
                Action.DrainContainer.class,
                harness.send(new Event.AgentReattached(OLD, true, running))))
        .hasSize(1);
    assertThat(harness.row(OLD).state()).isEqualTo(ContainerState.DRAINING);
    harness.callOn(next, "x");
    assertThat(harness.succeeded(OLD, "x", 1))
        .containsExactly(ended("x", new Ending.Succeeded(OLD, 1)));
    assertThat(harness.row(OLD).state()).isEqualTo(ContainerState.EXITING);
  }

  @Test
  void aDrainingAgentThatComesBackGetsNoInputs() {
    var harness = restarted(spec().scaling(0, 1, 0));
    harness.send(new Event.AgentReattached(OLD, true, true, List.of()));
    assertThat(only(Action.Dispatch.class, harness.call("x"))).isEmpty();
    assertThat(started(harness.exited(OLD))).hasSize(1);
  }

  @Test
  void anAgentNobodyKnowsIsKilled() {
    assertThat(new Harness().send(new Event.AgentReattached(OLD, true, List.of())))
        .containsExactly(new Action.KillContainer(OLD, "it is not known any more"));
  }

  /// A server that has just started and found one container.
  private static Harness restarted(Specs spec, String... gpus) {
    var harness = new Harness();
    harness.declare(POOL, spec);
    var found = new Event.Adopted(OLD, POOL, gpus.length == 0 ? List.of() : List.of("0"));
    assertThat(harness.send(nodeJoined("a", 4, List.of(found), gpus))).isEmpty();
    return harness;
  }
}

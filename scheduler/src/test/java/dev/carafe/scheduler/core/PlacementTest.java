package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.DeliveryTest.rejection;
import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.only;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final ContainerId STEP = new ContainerId("build-1");

  @Test
  void gpuChoicesAreTriedInOrderAndTheNextOnlyWhenTheEarlierIsTaken() {
    var harness = Harness.with(spec().gpu("H100", "L4"), "L4", "H100");
    var starts = only(Action.StartContainer.class, harness.map("m", 2));
    assertThat(starts)
        .extracting(Action.StartContainer::gpus)
        .containsExactly(List.of("1"), List.of("0"));
  }

  @Test
  void anyMeansAnyTypeAndTwoOfThemAreOfOneTypeWherePossible() {
    var harness = Harness.with(spec().gpu("any:2"), "L4", "H100", "H100");
    var start = only(Action.StartContainer.class, harness.call("x")).getFirst();
    assertThat(start.gpus()).containsExactly("1", "2");
  }

  @Test
  void aCountIsHadFromOneNodeOrTheNextChoiceIsTaken() {
    var harness = new Harness();
    harness.node("a", 16, "A100-40GB");
    harness.node("b", 16, "A100-40GB", "L4");
    harness.declare(POOL, spec().gpu("A100:2", "L4"));
    var start = only(Action.StartContainer.class, harness.call("x")).getFirst();
    assertThat(start.node()).isEqualTo(new NodeId("b"));
    assertThat(start.gpus()).containsExactly("1");
  }

  @Test
  void aCountThatNoNodeHasIsReportedAtOnceAlsoForAnyType() {
    var harness = Harness.with(spec().gpu("any:3"), "H100", "L4");
    assertThat(rejection(harness.call("x")))
        .isEqualTo(
            "no node has ever had 3 GPU of any type, which embeddings/Embedder asks for; there is"
                + " 1×H100, 1×L4. Ask for fewer in gpu: they must be of one node");
  }

  @Test
  void withoutAnyGpuTheAdviceIsNotAnotherType() {
    var harness = Harness.with(spec().gpu("H100", "any"));
    assertThat(rejection(harness.call("x")))
        .isEqualTo(
            "no node has ever had 1×H100 or 1 GPU of any type, which embeddings/Embedder asks for;"
                + " there is no GPU at all. Remove gpu, or run the server on a machine that has one");
  }

  @Test
  void aGpuIsHeldUntilItsContainerHasEnded() {
    var harness = Harness.with(spec().gpu("H100"), "H100");
    ContainerId first = harness.warm("x");
    harness.send(new Event.StopRequested(first, "asked to"));
    assertThat(started(harness.call("y"))).isEmpty();
    var start = only(Action.StartContainer.class, harness.exited(first)).getFirst();
    assertThat(start.gpus()).containsExactly("0");
  }

  @Test
  void aContainerThatWaitsForAGpuSaysWhoHoldsIt() {
    var harness = Harness.with(spec().gpu("H100"), "H100", "H100");
    harness.map("m", 2);
    harness.pass(Duration.ofMinutes(3));
    var other = new PoolId("other");
    harness.declare(other, spec().named("chat", "Model").gpu("H100"));
    harness.callOn(other, "y");
    assertThat(harness.pendingReason())
        .isEqualTo(
            "waiting for 1×H100: 0 of 2 free on node a; held by embeddings/Embedder since 3 min,"
                + " embeddings/Embedder since 3 min");
  }

  @Test
  void anIdleHolderIsSaidToBeIdleAndWhenItGoes() {
    var harness = Harness.with(spec().gpu("H100"), "H100");
    harness.warm("x");
    harness.pass(Duration.ofSeconds(20));
    var other = new PoolId("other");
    harness.declare(other, spec().named("chat", "Model").gpu("H100"));
    harness.callOn(other, "y");
    assertThat(harness.pendingReason())
        .endsWith("held by embeddings/Embedder since 20 s (idle, goes in 40 s)");
  }

  @Test
  void aGpuThatAStepOfAnImageBorrowsIsNoContainersUntilItIsReturned() {
    var harness = Harness.with(spec().gpu("H100"), "H100");
    harness.send(new Event.GpusBorrowed(STEP, List.of(GpuRequest.parse("H100"))));
    assertThat(harness.scheduler.borrowed(STEP)).containsExactly("0");
    assertThat(started(harness.call("x"))).isEmpty();
    assertThat(harness.pendingReason())
        .isEqualTo(
            "waiting for 1×H100: 0 of 1 free on node a; held by a step of an image that is being"
                + " built");
    var start =
        only(Action.StartContainer.class, harness.send(new Event.GpusReturned(STEP))).getFirst();
    assertThat(start.gpus()).containsExactly("0");
    assertThat(harness.scheduler.borrowed(STEP)).isEmpty();
  }

  @Test
  void aStepOfAnImageHasNoGpuThatAContainerHolds() {
    var harness = Harness.with(spec().gpu("H100"), "H100", "L4", "L4");
    harness.warm("x");
    List<GpuRequest> h100 = List.of(GpuRequest.parse("H100"));
    harness.send(new Event.GpusBorrowed(STEP, h100));
    assertThat(harness.scheduler.borrowed(STEP)).isEmpty();
    assertThat(harness.scheduler.heldGpus(h100, harness.now))
        .contains("0 of 1 free on node a; held by embeddings/Embedder since");
    harness.send(
        new Event.GpusBorrowed(STEP, List.of(GpuRequest.parse("H100"), GpuRequest.parse("any:2"))));
    assertThat(harness.scheduler.borrowed(STEP)).containsExactly("1", "2");
  }

  @Test
  void aContainerThatWaitsForCpuSaysWhatIsFree() {
    var harness = Harness.with(spec().cpu(10));
    harness.map("m", 2);
    assertThat(harness.pendingReason())
        .isEqualTo(
            "waiting for 10 CPUs and 1 GiB: 6 of 16 CPUs and 63 GiB of 64 GiB are free on node a");
  }

  @Test
  void withoutANodeAContainerWaitsForOne() {
    var harness = new Harness();
    harness.declare(POOL, spec().gpu("H100"));
    assertThat(harness.call("x")).isEmpty();
    assertThat(harness.pendingReason()).isEqualTo("waiting for a node: none is there");
    assertThat(started(harness.node("a", 4, "H100"))).hasSize(1);
  }

  @Test
  void aGpuTypeThatNoNodeEverHadIsReportedAtOnce() {
    var harness = Harness.with(spec().gpu("B200"), "H100");
    assertThat(rejection(harness.call("x")))
        .isEqualTo(
            "no node has ever had 1×B200, which embeddings/Embedder asks for; there is 1×H100."
                + " Change gpu, or add \"any\" to its choices");
    assertThat(harness.scheduler.impossible(spec().gpu("B200").build())).isPresent();
    harness.send(new Event.NodeLost(new NodeId("a"), "gone"));
    assertThat(harness.scheduler.impossible(spec().gpu("H100").build())).isEmpty();
  }

  @Test
  void moreCpuThanAnyNodeHasIsReportedAtOnce() {
    var harness = Harness.with(spec().cpu(64));
    assertThat(rejection(harness.call("x")))
        .isEqualTo(
            "no node has ever had 64 CPUs and 1 GiB, which embeddings/Embedder asks for; the"
                + " largest has 16 CPUs and 64 GiB. Change cpu or memory");
  }

  @Test
  void aNodeSelectorPicksTheNode() {
    var harness = new Harness();
    harness.node("a", 16);
    harness.node("b", 2);
    harness.declare(POOL, spec().nodeSelector(Map.of("zone", "b")));
    var start = only(Action.StartContainer.class, harness.call("x")).getFirst();
    assertThat(start.node()).isEqualTo(new NodeId("b"));
  }

  @Test
  void aLostNodesInputsRunElsewhere() {
    var harness = Harness.with(spec());
    ContainerId container = started(harness.call("x")).getFirst();
    harness.ready(container);
    harness.node("b", 4);
    var start =
        only(
                Action.StartContainer.class,
                harness.send(new Event.NodeLost(new NodeId("a"), "power cut")))
            .getFirst();
    assertThat(start.node()).isEqualTo(new NodeId("b"));
  }
}

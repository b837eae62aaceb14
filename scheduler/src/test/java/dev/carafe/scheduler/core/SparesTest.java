package dev.carafe.scheduler.core;

import static dev.carafe.scheduler.core.Harness.POOL;
import static dev.carafe.scheduler.core.Harness.started;
import static dev.carafe.scheduler.core.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.PoolId;
import org.junit.jupiter.api.Test;

class SparesTest {
  private static final ContainerId SPARE = new ContainerId("ct-spare");
  private static final PoolId OTHER = new PoolId("other-1");

  private static void waits(Harness harness, String kind) {
    assertThat(harness.send(new Event.SpareWaits(SPARE, kind))).isEmpty();
  }

  @Test
  void theNextContainerOfItsKindIsTheOneThatWaits() {
    var harness = Harness.with(spec().kind("embedder@v1"));
    waits(harness, "embedder@v1");
    assertThat(started(harness.map("m", 2))).hasSize(2).first().isEqualTo(SPARE);
    assertThat(started(harness.call("x"))).hasSize(1).doesNotContain(SPARE);
  }

  @Test
  void poolsOfOneKindShareItAndOthersDoNotGetIt() {
    var harness = Harness.with(spec().kind("embedder@v1"));
    harness.declare(OTHER, spec().family("another").kind("embedder@v1"));
    waits(harness, "embedder@v2");
    assertThat(started(harness.call("x"))).doesNotContain(SPARE);
    waits(harness, "embedder@v1");
    assertThat(started(harness.callOn(OTHER, "y"))).containsExactly(SPARE);
  }

  @Test
  void oneThatHasEndedIsNotGivenOut() {
    var harness = Harness.with(spec().kind("k"));
    waits(harness, "k");
    harness.send(new Event.SpareEnded(SPARE));
    assertThat(started(harness.call("x"))).hasSize(1).doesNotContain(SPARE);
  }

  @Test
  void itIsThereForTheNextWhenTheContainerThatWasToBeItIsNotWantedAnyMore() {
    var harness = new Harness();
    harness.declare(POOL, spec().kind("k"));
    waits(harness, "k");
    assertThat(started(harness.call("x"))).as("there is no machine yet").isEmpty();
    assertThat(harness.row(SPARE).state()).isEqualTo(ContainerState.PENDING);
    harness.send(new Event.InputsCancelled(Harness.input("x").call(), 0, 1, "not wanted"));
    assertThat(harness.snapshot().containers()).isEmpty();

    harness.node("a", 16);

    assertThat(started(harness.call("y"))).containsExactly(SPARE);
  }

  @Test
  void theEndOfTheOneThatWaitedIsNotTheEndOfTheContainerThatIsStartedInItsPlace() {
    var harness = Harness.with(spec().kind("k"));
    waits(harness, "k");
    harness.call("x");
    assertThat(harness.send(new Event.SpareEnded(SPARE))).isEmpty();
    assertThat(harness.row(SPARE).state()).isEqualTo(ContainerState.STARTING);
  }
}

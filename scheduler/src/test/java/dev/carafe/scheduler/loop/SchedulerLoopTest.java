package dev.carafe.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.id.NodeId;
import dev.carafe.model.id.PoolId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Attempt;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.InputKind;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Settings;
import dev.carafe.scheduler.core.Specs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SchedulerLoopTest {
  private static final PoolId POOL = new PoolId("p");
  private final List<Action> actions = Collections.synchronizedList(new ArrayList<>());
  private final ManualClock clock = new ManualClock();

  private SchedulerLoop loop(ActionSink sink) {
    var loop = new SchedulerLoop(new Scheduler(Settings.DEFAULT, 1), sink, clock);
    loop.submit(new Event.PoolDeclared(POOL, Specs.spec().scaling(0, 1, 0).build()));
    loop.submit(
        new Event.NodeJoined(
            new NodeId("a"), new NodeSpec(4, 8L << 30, List.of(), Map.of()), List.of()));
    return loop;
  }

  private static Event call(String id) {
    return new Event.InputsArrived(POOL, "embed", new CallId(id), 0, 1, InputKind.REMOTE);
  }

  @Test
  void aLoneEventIsDecidedByTheThreadThatSubmitsIt() {
    var threads = Collections.synchronizedList(new ArrayList<Thread>());
    var loop = loop(a -> threads.add(Thread.currentThread()));
    loop.submit(call("x"));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void eventsThatASinkSubmitsAreDecidedAfterItHasReturned() {
    var order = new ArrayList<String>();
    var loop = new SchedulerLoop[1];
    loop[0] =
        loop(
            a -> {
              for (Action action : a) {
                if (action instanceof Action.StartContainer s) {
                  loop[0].submit(new Event.ContainerStarted(s.container()));
                  loop[0].submit(new Event.AgentAttached(s.container()));
                  loop[0].submit(new Event.ContainerReady(s.container()));
                }
                order.add(action.getClass().getSimpleName());
              }
            });
    loop[0].submit(call("x"));
    assertThat(order).containsExactly("StartContainer", "Dispatch");
  }

  @Test
  void aSinkThatFailsDoesNotStopTheLoop() {
    var failures = new AtomicInteger();
    var loop =
        loop(
            a -> {
              failures.incrementAndGet();
              throw new IllegalStateException("a bug in the shell");
            });
    loop.submit(call("x"));
    ContainerId container = loop.snapshot().containers().getFirst().container();
    loop.submit(new Event.ContainerStarted(container));
    loop.submit(new Event.AgentAttached(container));
    loop.submit(new Event.ContainerReady(container));
    assertThat(failures).hasValue(2);
    assertThat(loop.snapshot().pools().getFirst().running()).isEqualTo(1);
  }

  @Test
  void aQuestionThatFailsIsAnsweredWithItsFailure() {
    var loop = loop(actions::addAll);
    assertThatThrownBy(
            () ->
                loop.query(
                    s -> {
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessageContaining("no");
    assertThat(loop.snapshot().inputs()).isZero();
  }

  @Test
  void theClockWakesTheLoopWhenSomethingIsDue() {
    var loop = loop(actions::addAll);
    loop.submit(call("x"));
    ContainerId container = loop.snapshot().containers().getFirst().container();
    loop.submit(new Event.StartFailed(container, "no disk"));
    actions.clear();
    clock.pass(999);
    assertThat(actions).isEmpty();
    clock.pass(1);
    assertThat(actions).hasSize(1).first().isInstanceOf(Action.StartContainer.class);
  }

  @Test
  void manyThreadsLoseNoEventAndActionsComeOneListAtATime() throws InterruptedException {
    var inside = new AtomicInteger();
    var overlaps = new AtomicInteger();
    var ended = new AtomicInteger();
    var loop = new SchedulerLoop[1];
    loop[0] =
        loop(
            list -> {
              if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              list.forEach(a -> answer(loop[0], a, ended));
              inside.decrementAndGet();
            });
    int threads = 8;
    int each = 200;
    var done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      int number = t;
      Thread.ofVirtual()
          .start(
              () -> {
                for (int i = 0; i < each; i++) {
                  loop[0].submit(call(number + "-" + i));
                }
                done.countDown();
              });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    while (loop[0].snapshot().inputs() > 0) {
      Thread.onSpinWait();
    }
    assertThat(ended).hasValue(threads * each);
    assertThat(overlaps).hasValue(0);
  }

  private static void answer(SchedulerLoop loop, Action action, AtomicInteger ended) {
    switch (action) {
      case Action.StartContainer a -> {
        loop.submit(new Event.ContainerStarted(a.container()));
        loop.submit(new Event.AgentAttached(a.container()));
        loop.submit(new Event.ContainerReady(a.container()));
      }
      case Action.Dispatch a -> {
        for (Attempt attempt : a.attempts()) {
          loop.submit(
              new Event.InputsReturned(
                  a.container(),
                  List.of(
                      new Event.Returned(
                          attempt.input(), attempt.number(), Event.Result.SUCCEEDED))));
        }
      }
      case Action.EndInput _ -> ended.incrementAndGet();
      case Action.DrainContainer _,
          Action.KillContainer _,
          Action.CancelInput _,
          Action.RetryInput _,
          Action.SwitchPool _,
          Action.ForgetPool _ -> {}
    }
  }

  @Test
  void aClosedLoopTakesNoMoreEventsAndSaysSoWhenAsked() {
    var loop = loop(actions::addAll);
    loop.close();
    loop.submit(call("x"));
    assertThat(actions).isEmpty();
    assertThat(clock.closed).isTrue();
    assertThatThrownBy(loop::snapshot).hasMessageContaining("closed");
  }

  @Test
  void theSteadyClockRingsAtOrAfterItsTimeAndNotAfterItIsClosed() throws InterruptedException {
    var rung = new CountDownLatch(1);
    try (var steady = new SteadyClock()) {
      steady.onAlarm(rung::countDown);
      steady.wakeAt(steady.millis() + Duration.ofHours(1).toMillis());
      steady.wakeAt(steady.millis() + 5);
      assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}

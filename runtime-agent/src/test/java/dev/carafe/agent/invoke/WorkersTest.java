package dev.carafe.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.protocol.proto.AgentInput;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  private static final int RUNS = 500;

  private final CountDownLatch flushed = new CountDownLatch(1);
  private final Departures departures = new Departures(flushed::countDown, System::nanoTime);

  @Test
  void runsThatWaitForOneAnotherAllStart() throws Exception {
    CountDownLatch all = new CountDownLatch(RUNS);
    start(
        _ -> {
          all.countDown();
          await(all);
        });
    await(all);
  }

  @Test
  void shortRunsShareThreads() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(RUNS);
    start(
        _ -> {
          threads.add(Thread.currentThread());
          all.countDown();
        });
    await(all);
    assertThat(threads).allMatch(Thread::isVirtual).hasSizeLessThan(RUNS);
  }

  @Test
  void aResultLeavesThoughTheNextRunWaits() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Run first = run();
    Workers workers =
        new Workers(
            run -> {
              if (run.equals(first)) {
                departures.returned(System.nanoTime());
              } else {
                await(end);
              }
            },
            departures);
    workers.start(List.of(first, run()));
    await(flushed);
    end.countDown();
  }

  private void start(Consumer<Run> work) {
    new Workers(work, departures).start(IntStream.range(0, RUNS).mapToObj(_ -> run()).toList());
  }

  private static Run run() {
    return new Run(List.of(new Input(AgentInput.getDefaultInstance())));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.carafe.scheduler.loop;

import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.Scheduler;
import dev.carafe.scheduler.core.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a [Scheduler]. Any thread may submit; whichever finds nobody deciding decides,
/// for itself and for those that submit meanwhile, so that a lone event costs no change of thread.
/// Events are decided in the order of their submission, and their actions performed before the
/// next.
public final class SchedulerLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchedulerLoop.class);

  /// After so many a submitting thread has done enough for others.
  private static final int LONGEST_TURN = 2_000;

  private static final long QUERY_SECONDS = 10;

  private sealed interface Work {}

  private record Decide(Event event) implements Work {}

  private record Look(Runnable look) implements Work {}

  private final Scheduler scheduler;
  private final ActionSink sink;
  private final LoopClock clock;
  private final ConcurrentLinkedQueue<Work> queue = new ConcurrentLinkedQueue<>();

  /// Work submitted and not done; whoever brings it from 0 to 1 decides until it is 0 again.
  private final AtomicInteger open = new AtomicInteger();

  private final Set<String> failuresLogged = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  // Written by the deciding thread alone; `open` publishes it to the next.
  private long wakeAt = Long.MAX_VALUE;

  /// Takes over `scheduler`, which nobody else may call from here on, and `clock`, which it closes.
  public SchedulerLoop(Scheduler scheduler, ActionSink sink, LoopClock clock) {
    this.scheduler = scheduler;
    this.sink = sink;
    this.clock = clock;
    clock.onAlarm(this::alarm);
  }

  /// Never blocks on others' work for long, never throws. Ignored once closed.
  public void submit(Event event) {
    submit(new Decide(event));
  }

  /// All that is known, after the events submitted before.
  public Snapshot snapshot() {
    return query(s -> s.snapshot(clock.millis()));
  }

  /// Asks the scheduler between two events. The question must not change it or keep it.
  public <T> T query(Function<Scheduler, T> question) {
    if (closed) {
      throw new IllegalStateException("The scheduler was asked something after it was closed");
    }
    var answer = new CompletableFuture<T>();
    submit(
        new Look(
            () -> {
              try {
                answer.complete(question.apply(scheduler));
              } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
              }
            }));
    try {
      return answer.get(QUERY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A question to the scheduler failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "The scheduler did not answer within %d s%s"
              .formatted(QUERY_SECONDS, closed ? ": it was closed" : ""),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the scheduler", e);
    }
  }

  private void alarm() {
    submit(new Decide(new Event.Tick()));
  }

  private void submit(Work work) {
    if (closed) {
      return;
    }
    queue.add(work);
    if (open.getAndIncrement() == 0) {
      turn();
    }
  }

  private void turn() {
    int done = 0;
    int left;
    do {
      Work work = queue.poll();
      if (work != null) {
        perform(work);
      }
      left = open.decrementAndGet();
      if (++done == LONGEST_TURN && left > 0) {
        Thread.ofVirtual().name("carafe-scheduler").start(this::turn);
        return;
      }
    } while (left > 0);
  }

  private void perform(Work work) {
    switch (work) {
      case Look(Runnable look) -> look.run();
      case Decide(Event event) -> decide(event);
    }
  }

  private void decide(Event event) {
    if (event instanceof Event.Tick) {
      wakeAt = Long.MAX_VALUE;
    }
    Optional<List<Action>> actions = actionsFor(event);
    if (actions.isPresent() && !actions.get().isEmpty()) {
      try {
        sink.perform(actions.get());
      } catch (RuntimeException | Error e) {
        logOnce("performing " + actions.get(), e);
      }
    }
    long next = scheduler.nextWake();
    if (next < wakeAt && !closed) {
      wakeAt = next;
      clock.wakeAt(next);
    }
  }

  private Optional<List<Action>> actionsFor(Event event) {
    try {
      return Optional.of(scheduler.decide(clock.millis(), event));
    } catch (RuntimeException | Error e) {
      logOnce("deciding on " + event, e);
      return Optional.empty();
    }
  }

  private void logOnce(String what, Throwable e) {
    if (failuresLogged.add(e.getClass().getName() + e.getMessage())) {
      log.error("Failed while {}; further failures of this kind are not logged", what, e);
    }
  }

  /// Ends the alarms and takes no more events; those submitted before are still decided.
  @Override
  public void close() {
    closed = true;
    clock.close();
  }
}

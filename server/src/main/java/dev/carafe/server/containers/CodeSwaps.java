package dev.carafe.server.containers;

import dev.carafe.protocol.proto.ClassFile;
import dev.carafe.protocol.proto.Redefine;
import dev.carafe.protocol.proto.Redefined;
import dev.carafe.protocol.proto.ToAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Sends new code to the agents of running containers and hears what they say. Threads may share
/// it.
public final class CodeSwaps {
  private static final Duration FOR_RUNNING_CALLS = Duration.ofSeconds(10);
  private static final Duration FOR_THE_REST = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Containers containers;
  private final Map<Long, Swap> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  public CodeSwaps(Containers containers) {
    this.containers = containers;
  }

  /// New code on its way to one container.
  public record Swap(ContainerRecord container, long number, CompletableFuture<String> answer) {}

  /// What became of it.
  public sealed interface Outcome {
    record Done() implements Outcome {}

    /// The container has ended, with the old code.
    record Gone() implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  /// Makes a container ready for new code, so that the first need not wait.
  public void prepare(ContainerRecord container) {
    container.send(ToAgent.newBuilder().setRedefine(Redefine.getDefaultInstance()).build());
  }

  /// Sends classes to a container, or has them wait for its agent.
  public Swap send(ContainerRecord container, List<ClassFile> classes) {
    Swap swap = new Swap(container, numbers.incrementAndGet(), new CompletableFuture<>());
    open.put(swap.number(), swap);
    container.send(
        ToAgent.newBuilder()
            .setRedefine(
                Redefine.newBuilder()
                    .setRequest(swap.number())
                    .addAllClasses(classes)
                    .setLongestWaitMillis(FOR_RUNNING_CALLS.toMillis()))
            .build());
    return swap;
  }

  public void answered(ContainerRecord container, Redefined answer) {
    Swap swap = open.get(answer.getRequest());
    if (swap != null && swap.container().id().equals(container.id())) {
      swap.answer().complete(answer.getRefused());
    }
  }

  /// Waits for the answer of a container that serves.
  public Outcome await(Swap swap) throws InterruptedException {
    return await(swap, Optional.of(FOR_RUNNING_CALLS.plus(FOR_THE_REST)));
  }

  /// Waits for the answer of a container that starts, however long that takes.
  public Outcome awaitStarted(Swap swap) throws InterruptedException {
    return await(swap, Optional.empty());
  }

  private Outcome await(Swap swap, Optional<Duration> longest) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      while (true) {
        try {
          String refused = swap.answer().get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
          return refused.isEmpty() ? new Outcome.Done() : new Outcome.Refused(refused);
        } catch (TimeoutException e) {
          if (containers.running(swap.container().id()).isEmpty()) {
            return new Outcome.Gone();
          }
          if (longest.filter(l -> System.nanoTime() - begun > l.toNanos()).isPresent()) {
            return new Outcome.Refused("its agent does not answer");
          }
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
    } finally {
      open.remove(swap.number());
    }
  }
}

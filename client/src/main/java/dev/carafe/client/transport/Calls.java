package dev.carafe.client.transport;

import dev.carafe.model.call.CallOutcome;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.Target;
import dev.carafe.protocol.proto.TargetDeclared;
import dev.carafe.protocol.wire.Wire;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The four kinds of call over one link. The caller's own thread waits; an interrupt cancels what
/// it waits for. Threads share it.
public final class Calls {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(2);

  private final Link link;

  public Calls(Link link) {
    this.link = link;
  }

  /// How a function is declared on this link; a refusal instead if the server has none like it.
  public Declaration declare(Target function) throws InterruptedException {
    DeclaredTarget target = link.target(function);
    Optional<Outcome.Rejected> refusal = target.await();
    return refusal.isPresent()
        ? new Declaration.Refused(Wire.rejected(refusal.get()))
        : new Declaration.Accepted(target);
  }

  /// What comes of declaring a function.
  public sealed interface Declaration {
    /// It can be called.
    record Accepted(DeclaredTarget target) implements Declaration {

      /// As the server has it.
      public TargetDeclared declared() throws InterruptedException {
        return target.declared();
      }

      /// Whether it must be declared again.
      public boolean isStale() {
        return target.isStale();
      }
    }

    /// It cannot.
    record Refused(CallOutcome.Rejected reason) implements Declaration {}
  }

  /// Calls and waits.
  public CallOutcome remote(DeclaredTarget target, Payload input, Origin origin)
      throws InterruptedException {
    String id = Origin.newCallId();
    SingleCall call =
        new SingleCall(
            id,
            Optional.of(target),
            origin.open(id, target, CallKind.CALL_KIND_REMOTE, Optional.of(input), 0));
    boolean ended = false;
    try {
      link.start(call);
      CallOutcome outcome = Wire.outcome(get(call.outcome()));
      ended = true;
      return outcome;
    } finally {
      link.forget(call);
      if (!ended) {
        link.cancel(id, "its caller was interrupted");
      }
    }
  }

  /// What comes of spawning.
  public sealed interface Spawned {
    /// The call is durable.
    record Accepted(String callId) implements Spawned {}

    /// It was not taken.
    record Refused(CallOutcome outcome) implements Spawned {}
  }

  /// Calls, and waits until the call is durable.
  public Spawned spawn(DeclaredTarget target, Payload input, Origin origin)
      throws InterruptedException {
    String id = Origin.newCallId();
    SingleCall call =
        new SingleCall(
            id,
            Optional.of(target),
            origin.open(id, target, CallKind.CALL_KIND_SPAWN, Optional.of(input), 0));
    try {
      link.start(call);
      return get(call.accepted())
          ? new Spawned.Accepted(id)
          : new Spawned.Refused(Wire.outcome(get(call.outcome())));
    } finally {
      link.forget(call);
    }
  }

  /// Waits for a spawned call; empty if it has not ended in time.
  public Optional<CallOutcome> await(String callId, Optional<Duration> atMost)
      throws InterruptedException {
    SingleCall wait = new SingleCall(callId, Optional.empty(), Link.attach(callId));
    try {
      link.start(wait);
      return atMost.isPresent()
          ? get(wait.outcome(), atMost.get()).map(Wire::outcome)
          : Optional.of(Wire.outcome(get(wait.outcome())));
    } finally {
      link.forget(wait);
    }
  }

  /// How a spawned call has ended, if it has. A server answers at once, that it runs or how it
  /// ended; one that says neither is taken to run it.
  public Optional<CallOutcome> poll(String callId) throws InterruptedException {
    SingleCall wait = new SingleCall(callId, Optional.empty(), Link.attach(callId));
    try {
      link.start(wait);
      boolean running = get(wait.accepted(), KNOWN_WITHIN).orElse(true);
      return running ? Optional.empty() : Optional.of(Wire.outcome(get(wait.outcome())));
    } finally {
      link.forget(wait);
    }
  }

  /// Asks the server to cancel a call.
  public void cancel(String callId) {
    link.cancel(callId, "its caller cancelled it");
  }

  /// A generator's run, not yet started.
  public GeneratorRun generator(DeclaredTarget target, Payload input, Origin origin) {
    return new GeneratorRun(link, target, input, origin);
  }

  /// A map's run, not yet started.
  public MapRun map(DeclaredTarget target, Origin origin, boolean inOrder) {
    return new MapRun(link, target, origin, inOrder);
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw LinkException.of(e.getCause() == null ? e : e.getCause());
    }
  }

  private static <T> Optional<T> get(CompletableFuture<T> future, Duration atMost)
      throws InterruptedException {
    try {
      return Optional.of(future.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw LinkException.of(e.getCause() == null ? e : e.getCause());
    }
  }
}

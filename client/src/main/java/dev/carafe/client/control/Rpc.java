package dev.carafe.client.control;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One way to ask: a limit on every wait, and every failure as the caller's exception.
final class Rpc {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private final Failures failures;

  Rpc(Failures failures) {
    this.failures = failures;
  }

  /// Something gRPC does that may fail.
  interface Step<T> {
    T run() throws StatusException, InterruptedException;
  }

  /// Like `Step`, without an answer.
  interface Action {
    void run() throws StatusException, InterruptedException;
  }

  <S extends AbstractStub<S>> S limited(S stub) {
    return stub.withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  void act(Action action) {
    ask(
        () -> {
          action.run();
          return true;
        });
  }

  <T> T ask(Step<T> step) {
    try {
      return step.run();
    } catch (StatusException e) {
      throw failures.of(e.getStatus().withCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of(Status.CANCELLED.withDescription("Interrupted while waiting").withCause(e));
    }
  }

  /// Reads a stream of answers to its end; a consumer that throws ends the stream.
  <T> void each(Step<BlockingClientCall<?, T>> open, Consumer<T> consumer) {
    BlockingClientCall<?, T> call = ask(open);
    boolean through = false;
    try {
      T next = ask(call::read);
      while (next != null) {
        consumer.accept(next);
        next = ask(call::read);
      }
      through = true;
    } finally {
      if (!through) {
        call.cancel("the reader left", null);
      }
    }
  }
}

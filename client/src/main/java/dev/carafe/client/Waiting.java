package dev.carafe.client;

import dev.carafe.client.transport.Calls;
import dev.carafe.model.app.Durations;
import dev.carafe.model.call.CallOutcome;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A spawned call, as one connection sees it.
record Waiting<R extends @Nullable Object>(
    Session session,
    Calls calls,
    String id,
    String label,
    Optional<Method> method,
    Session.Decoder decoder)
    implements SpawnedCall<R> {

  @Override
  public R await(Optional<Duration> atMost) {
    return session.waiting(
        label,
        () -> {
          CallOutcome outcome =
              calls
                  .await(id, atMost)
                  .orElseThrow(
                      () ->
                          new FunctionTimeoutException(
                              "%s (call %s) has not ended within %s; it goes on. Ask again later, or cancel it"
                                  .formatted(label, id, atMost.map(Durations::text).orElse(""))));
          return value(outcome);
        });
  }

  private R value(CallOutcome outcome) throws InterruptedException {
    if (outcome instanceof CallOutcome.Succeeded(var result)) {
      return session.decoded(result, decoder);
    }
    throw Endings.of(outcome, label, method);
  }

  @Override
  public boolean isDone() {
    return session.waiting(label, () -> calls.poll(id)).isPresent();
  }

  @Override
  public Optional<Outcome<R>> poll() {
    Optional<CallOutcome> ended = session.waiting(label, () -> calls.poll(id));
    return ended.map(outcome -> session.waiting(label, () -> outcome(outcome)));
  }

  private Outcome<R> outcome(CallOutcome ended) throws InterruptedException {
    return ended instanceof CallOutcome.Succeeded
        ? new Outcome.Value<>(value(ended))
        : new Outcome.Failure<>(Endings.of(ended, label, method));
  }

  @Override
  public void cancel() {
    calls.cancel(id);
  }
}

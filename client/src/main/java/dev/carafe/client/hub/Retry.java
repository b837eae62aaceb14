package dev.carafe.client.hub;

import java.time.Duration;

/// Tries again what failed for now, after pauses that double, or as long as the hub asks for. Gives
/// up after six failures in a row with nothing won between, and after two links in a row that are
/// refused where they lead.
final class Retry {
  static final int TRIES = 6;
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final Pause pause;

  Retry(Pause pause) {
    this.pause = pause;
  }

  /// One try.
  interface Attempt<T, E extends Exception> {
    T run() throws TransientFailure, InterruptedException, E;
  }

  /// Lets time pass.
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  <T, E extends Exception> T run(Attempt<T, E> attempt) throws InterruptedException, E {
    boolean linkRefused = false;
    for (int failures = 0; ; ) {
      try {
        return attempt.run();
      } catch (TransientFailure e) {
        if (e.isRefusedLink() && linkRefused) {
          throw new HubException(
              "%s, and so it does with a new link. Run it again later.".formatted(e.reason()), e);
        }
        linkRefused = e.isRefusedLink();
        failures = e.progressed() ? 1 : failures + 1;
        pause.sleep(next(e, failures));
      }
    }
  }

  private static Duration next(TransientFailure failure, int failures) {
    if (failures == TRIES) {
      throw new HubException(
          "%s; gave up after %d tries. What was fetched is kept: run it again to go on."
              .formatted(failure.reason(), TRIES),
          failure);
    }
    Duration wait = failure.after().orElse(FIRST.multipliedBy(1L << (failures - 1)));
    if (wait.compareTo(LONGEST_ASKED) > 0) {
      throw new HubException(
          "%s, and asks to come back in %d s. Run it again then."
              .formatted(failure.reason(), wait.toSeconds()),
          failure);
    }
    return wait;
  }
}

package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.time.Duration;

/// Further attempts after one that threw or timed out, and the delays before them.
public record RetryPolicy(int retries, Duration initialDelay, double backoff, Duration maxDelay) {

  /// No further attempts.
  public static final RetryPolicy NONE =
      new RetryPolicy(0, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(60));

  public RetryPolicy {
    require(retries >= 0 && retries <= 100, "@Retries takes 0 to 100: " + retries);
    require(!initialDelay.isNegative(), "initialDelay is negative: " + initialDelay);
    require(backoff >= 1, "backoff is at least 1: " + backoff);
    require(!maxDelay.isNegative(), "maxDelay is negative: " + maxDelay);
  }

  /// The delay before retry `n` (1 for the first), without jitter.
  public Duration delayBefore(int n) {
    double millis = initialDelay.toMillis() * Math.pow(backoff, n - 1.0);
    return Duration.ofMillis((long) Math.min(millis, (double) maxDelay.toMillis()));
  }
}

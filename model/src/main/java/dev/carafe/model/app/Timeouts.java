package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.time.Duration;

/// Longest run of one attempt, and longest time from a container's start to the end of its last
/// `@Enter` hook.
public record Timeouts(Duration attempt, Duration startup) {

  public Timeouts {
    require(attempt.isPositive(), "timeout must be positive: " + attempt);
    require(startup.isPositive(), "startupTimeout must be positive: " + startup);
  }
}

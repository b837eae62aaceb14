package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

/// Inputs at once in one container, and how many the autoscaler aims at.
public record Concurrency(int max, int target) {

  /// One input at a time.
  public static final Concurrency ONE = new Concurrency(1, 1);

  public Concurrency {
    require(max >= 1, "@Concurrent max must be at least 1: " + max);
    require(target >= 1 && target <= max, "@Concurrent target is 1 to max: " + target);
  }
}

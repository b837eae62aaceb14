package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.time.Duration;

/// Most elements in a batch, and the longest wait after its first.
public record Batching(int maxSize, Duration maxWait) {

  public Batching {
    require(maxSize >= 1, "@Batched maxSize must be at least 1: " + maxSize);
    require(!maxWait.isNegative(), "@Batched maxWait is negative: " + maxWait);
  }
}

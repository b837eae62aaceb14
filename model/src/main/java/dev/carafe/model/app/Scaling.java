package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.time.Duration;

/// How many containers a pool has: `max` 0 means no cap.
public record Scaling(int min, int max, int buffer, Duration scaledownWindow) {

  public Scaling {
    require(min >= 0, "minContainers is negative: " + min);
    require(max >= 0, "maxContainers is negative: " + max);
    require(buffer >= 0, "bufferContainers is negative: " + buffer);
    require(
        max == 0 || min <= max, "minContainers %d is over maxContainers %d".formatted(min, max));
    require(
        scaledownWindow.compareTo(Duration.ofSeconds(2)) >= 0
            && scaledownWindow.compareTo(Duration.ofMinutes(20)) <= 0,
        "scaledownWindow is 2s to 20m: " + scaledownWindow);
  }
}

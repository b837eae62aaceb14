package dev.carafe.scheduler.core;

import java.time.Duration;

/// The numbers that an operator may change.
///
/// @param pendingInputs most `remote`, `map` and generator inputs of one function that wait
/// @param totalInputs most of them that wait or run
/// @param pendingSpawns most `spawn` inputs of one function that wait
/// @param restartsPerInput how often an input is run again because its container was lost
/// @param failedStarts failed starts in a row after which waiting callers are told
/// @param firstBackoff wait after the first failed start; doubles with each further one
/// @param maxBackoff longest such wait
/// @param grace from the interrupt of an attempt, or from the last input of a draining container,
///   until the container is killed; also between two tries to kill it
/// @param reattach how long an agent may be out of reach, and a caller may take to come back after
///   a restart of the server
/// @param pendingContainers most `PENDING` rows of one pool
public record Settings(
    int pendingInputs,
    int totalInputs,
    int pendingSpawns,
    int restartsPerInput,
    int failedStarts,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration grace,
    Duration reattach,
    int pendingContainers) {

  public static final Settings DEFAULT =
      new Settings(
          2_000,
          25_000,
          1_000_000,
          8,
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          100);

  public Settings {
    require(pendingInputs >= 1, "pendingInputs", pendingInputs);
    require(totalInputs >= pendingInputs, "totalInputs", totalInputs);
    require(pendingSpawns >= 1, "pendingSpawns", pendingSpawns);
    require(restartsPerInput >= 0, "restartsPerInput", restartsPerInput);
    require(failedStarts >= 1, "failedStarts", failedStarts);
    require(firstBackoff.isPositive(), "firstBackoff", firstBackoff);
    require(maxBackoff.compareTo(firstBackoff) >= 0, "maxBackoff", maxBackoff);
    require(grace.isPositive(), "grace", grace);
    require(reattach.isPositive(), "reattach", reattach);
    require(pendingContainers >= 1, "pendingContainers", pendingContainers);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("setting %s is out of range: %s".formatted(name, value));
    }
  }
}

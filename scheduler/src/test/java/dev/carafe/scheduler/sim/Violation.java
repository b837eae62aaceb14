package dev.carafe.scheduler.sim;

/// An invariant does not hold in a simulated history.
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message);
  }
}

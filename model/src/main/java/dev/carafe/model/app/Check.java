package dev.carafe.model.app;

/// The one way records of this room refuse values.
final class Check {
  private Check() {}

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}

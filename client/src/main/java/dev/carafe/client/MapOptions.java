package dev.carafe.client;

/// How the results of a `map` come back: in the order of the inputs or as they are made; the first
/// failure thrown, or every failure kept in its place ([KeepFailures]).
public sealed interface MapOptions {

  /// In the order of the inputs; the first failure is thrown and cancels the rest.
  static Throwing ordered() {
    return new Throwing(true);
  }

  /// As they are made; the first failure is thrown and cancels the rest.
  static Throwing unordered() {
    return new Throwing(false);
  }

  /// In the order of the inputs, each a value or a failure.
  static KeepFailures keepFailures() {
    return new KeepFailures(true);
  }

  /// Whether results come in the order of the inputs.
  boolean inOrder();

  /// The first failure ends the map.
  record Throwing(boolean inOrder) implements MapOptions {

    /// Each result a value or a failure, in this order.
    public KeepFailures keepFailures() {
      return new KeepFailures(inOrder);
    }
  }

  /// Failures are results.
  record KeepFailures(boolean inOrder) {

    /// As they are made.
    public KeepFailures unordered() {
      return new KeepFailures(false);
    }
  }
}

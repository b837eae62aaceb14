package dev.carafe.scheduler.core;

/// One execution in a container: of one input, or of a batch. Holds one of the container's slots
/// until every input of it has been returned.
final class Run implements Due {
  final Container container;
  final Timer timer = new Timer(this);

  private final Input[] inputs;

  private int open;
  boolean started;

  /// It was told to stop; the container takes no inputs until it has.
  boolean interrupted;

  /// Place in the container's runs.
  int slot;

  Run(Container container, Input[] inputs) {
    this.container = container;
    this.inputs = inputs;
    this.open = inputs.length;
    for (Input input : inputs) {
      input.run = this;
    }
  }

  Input[] inputs() {
    return inputs;
  }

  /// Takes out an input that was returned; true once that was the last.
  boolean release(Input input) {
    input.run = null;
    return --open == 0;
  }

  boolean holds(Input input) {
    return input.run == this;
  }

  boolean wantedByNobody() {
    for (Input input : inputs) {
      if (holds(input) && !input.ended()) {
        return false;
      }
    }
    return true;
  }
}

package dev.carafe.agent.invoke;

import dev.carafe.protocol.proto.InputKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thread at work for one input, or for all inputs of a batch.
final class Run {
  private final List<Input> inputs;
  private @Nullable Thread thread;
  private boolean ended;

  Run(List<Input> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  List<Input> inputs() {
    return inputs;
  }

  /// Those whose results have not been handed to the link.
  List<InputKey> unreturned() {
    return inputs.stream().filter(input -> !input.returned()).map(Input::key).toList();
  }

  synchronized void on(Thread worker) {
    thread = worker;
    interruptIfNobodyWaits();
  }

  /// From here on a cancellation comes too late.
  synchronized void end() {
    ended = true;
  }

  /// Interrupts the thread, unless others of the batch still wait for it.
  synchronized void cancel(Input input) {
    input.cancel();
    interruptIfNobodyWaits();
  }

  private void interruptIfNobodyWaits() {
    if (thread != null && !ended && inputs.stream().allMatch(Input::cancelled)) {
      thread.interrupt();
    }
  }
}

package dev.carafe.agent.invoke;

import dev.carafe.agent.logs.CurrentInput;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.InputKey;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// One input while it is here.
final class Input {
  private final AgentInput message;
  private final CurrentInput current;
  private final Semaphore credit;
  private final long startedMillis = System.currentTimeMillis();
  private final long startedNanos = System.nanoTime();
  private volatile boolean cancelled;
  private volatile boolean returned;

  Input(AgentInput message) {
    this.message = message;
    this.current = new CurrentInput(message.getKey(), deadline(message));
    this.credit = new Semaphore(message.getCredit());
  }

  private static Optional<Instant> deadline(AgentInput message) {
    return message.getTimeoutMillis() > 0
        ? Optional.of(Instant.now().plusMillis(message.getTimeoutMillis()))
        : Optional.empty();
  }

  AgentInput message() {
    return message;
  }

  InputKey key() {
    return message.getKey();
  }

  CurrentInput current() {
    return current;
  }

  Semaphore credit() {
    return credit;
  }

  long startedMillis() {
    return startedMillis;
  }

  long runNanos() {
    return System.nanoTime() - startedNanos;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  void setReturned() {
    returned = true;
  }

  boolean returned() {
    return returned;
  }
}

package dev.carafe.agent.invoke;

import dev.carafe.agent.logs.CurrentInput;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.InputKey;
import java.util.concurrent.Semaphore;

/// One input while it is here.
final class Input {
  private final AgentInput message;
  private final CurrentInput current;
  private final Semaphore credit;
  private final long startedMillis = System.currentTimeMillis();
  private long beganNanos;
  private volatile boolean cancelled;
  private volatile boolean returned;

  Input(AgentInput message) {
    this.message = message;
    this.current = new CurrentInput(message.getKey(), startedMillis, message.getTimeoutMillis());
    this.credit = new Semaphore(message.getCredit());
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

  /// Its thread is here; for that thread.
  void began(long nanos) {
    beganNanos = nanos;
  }

  long runNanos() {
    return System.nanoTime() - beganNanos;
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

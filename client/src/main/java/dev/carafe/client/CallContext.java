package dev.carafe.client;

import dev.carafe.client.spi.ContainerBridge;
import java.time.Instant;
import java.util.Optional;

/// What the current thread is working for. Outside of a container, and outside of a call, the ids
/// are empty, the attempt is 1 and there is no deadline.
public record CallContext(
    String callId,
    String inputId,
    String containerId,
    int attempt,
    Optional<Instant> deadline,
    boolean isRemote) {
  private static final CallContext LOCAL = new CallContext("", "", "", 1, Optional.empty(), false);

  /// The current thread's.
  public static CallContext current() {
    return ContainerBridge.installed().map(CallContext::in).orElse(LOCAL);
  }

  private static CallContext in(ContainerBridge container) {
    String id = container.containerId();
    return container
        .current()
        .map(c -> new CallContext(c.callId(), c.inputId(), id, c.attempt(), c.deadline(), true))
        .orElseGet(() -> new CallContext("", "", id, 1, Optional.empty(), true));
  }
}

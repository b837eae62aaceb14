package dev.carafe.client.spi;

import java.time.Instant;

/// One line that a container of an ephemeral app wrote. `callId` is empty outside of inputs.
public record LogEntry(
    Instant time, String container, String function, String callId, boolean error, String text) {}

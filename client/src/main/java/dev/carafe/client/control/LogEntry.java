package dev.carafe.client.control;

import java.time.Instant;

/// One line that a container wrote; `error` when it came from standard error. `call` is empty
/// outside of inputs.
public record LogEntry(
    Instant time, String container, String function, String call, boolean error, String text) {}

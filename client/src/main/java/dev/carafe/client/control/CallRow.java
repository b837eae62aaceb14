package dev.carafe.client.control;

import java.time.Instant;
import java.util.Optional;

/// One call; `ended` is empty while it runs.
public record CallRow(
    String id,
    String app,
    String function,
    String kind,
    String state,
    Instant arrived,
    Optional<Instant> ended,
    long inputs) {}

package dev.carafe.client.control;

import java.time.Instant;

/// A point that an input passed on its way.
public record StageMark(String stage, Instant time, String detail) {}

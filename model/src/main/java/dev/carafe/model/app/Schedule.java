package dev.carafe.model.app;

import java.time.Duration;
import java.time.ZoneId;

/// When a function runs by itself.
public sealed interface Schedule {

  /// At the times of a five-field cron expression in a time zone.
  record Cron(String expression, ZoneId zone) implements Schedule {}

  /// Again and again at a fixed distance.
  record Every(Duration distance) implements Schedule {}
}

package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;

/// What the last build of a layer printed, and how it ended; `end` is empty while it is built.
public record ImageLog(
    String key, String image, String step, Instant started, List<String> lines, String end) {
  public ImageLog {
    lines = List.copyOf(lines);
  }
}

package dev.carafe.image.diff;

import java.util.List;
import java.util.Optional;

/// What a new build is for one service: its running containers take the named classes, or, for the
/// reason given, start anew.
public record ServiceDiff(String service, Optional<String> restart, List<String> classes) {
  public ServiceDiff {
    classes = List.copyOf(classes);
  }
}

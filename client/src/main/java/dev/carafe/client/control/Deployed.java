package dev.carafe.client.control;

import java.util.List;
import java.util.Optional;

/// How a deploy ended; `unchanged` when the app already was just this; `changes` tell what became
/// of the services of a [CodeChange].
public record Deployed(String app, long version, boolean unchanged, List<ServiceChanged> changes) {
  public Deployed {
    changes = List.copyOf(changes);
  }

  /// So many containers took new code; with a reason, containers start anew.
  public record ServiceChanged(String service, int swapped, Optional<String> restart) {}
}

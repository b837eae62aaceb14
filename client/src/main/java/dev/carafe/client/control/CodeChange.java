package dev.carafe.client.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What differs between two versions of an app: classes with new code, by binary name, and the
/// services that this concerns. Containers of other services stay as they are.
public record CodeChange(Map<String, byte[]> classes, List<ServiceChange> services) {
  /// Of the first version, which has none before it.
  public static final CodeChange NONE = new CodeChange(Map.of(), List.of());

  public CodeChange {
    classes = Map.copyOf(classes);
    services = List.copyOf(services);
  }

  /// A service whose containers take the named classes, or start anew for the reason given.
  public record ServiceChange(String service, Optional<String> restart, List<String> classes) {
    public ServiceChange {
      classes = List.copyOf(classes);
    }
  }
}

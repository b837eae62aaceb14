package dev.carafe.model.app;

import java.util.List;
import java.util.Map;

/// What else holds for the containers of a service.
public record ContainerPolicy(
    boolean singleUse,
    boolean blockNetwork,
    boolean snapshot,
    List<String> regions,
    Map<String, String> nodeSelector) {

  /// Nothing special.
  public static final ContainerPolicy DEFAULT =
      new ContainerPolicy(false, false, false, List.of(), Map.of());

  public ContainerPolicy {
    regions = List.copyOf(regions);
    nodeSelector = Map.copyOf(nodeSelector);
  }
}
